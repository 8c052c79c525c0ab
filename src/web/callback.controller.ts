import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { LinkService } from '../services/link.service.js';
import { LinkError, type LinkProblem, problemOfOAuth } from '../smart/link-error.js';
import type { Launch } from '../store/launch.store.js';
import { Access } from './access.guard.js';
import { LinkPages } from './link-pages.js';
import { Pages } from './pages.js';
import { accessHref, linkBackAction } from './record-links.js';
import { RowId, validated } from './validated.js';
import type { VisitRequest } from './visit.js';

const LONGEST = 4_096;
const UNREADABLE = { message: 'form.unreadable' };

class PlaceAnswer {
  @IsString(UNREADABLE) @MaxLength(LONGEST, UNREADABLE) state!: string;
  @IsString(UNREADABLE) @MaxLength(LONGEST, UNREADABLE) code!: string;
  /** Which authorization server answers (RFC 9207). */
  @IsOptional() @IsString(UNREADABLE) @MaxLength(LONGEST, UNREADABLE) iss?: string;
}

/**
 * The way back from a place. Opening the address changes nothing, whoever opens it and how often: neither a scanner
 * that follows links nor a reloaded page uses the answer up. It shows a button, and only its form trades the code in:
 * with the state, which is good once, in the session that began the journey. One press more buys that rule whole.
 */
@Controller()
export class CallbackController {
  constructor(
    private readonly pages: Pages,
    private readonly linkPages: LinkPages,
    private readonly links: LinkService,
  ) {}

  /** Public, so that who was signed out meanwhile reads what to do instead of losing the way. */
  @Get('connect/callback')
  @Access('public')
  async back(
    @Query() query: Record<string, unknown>,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { session } = request.visit;
    response.setHeader('cache-control', 'no-store');
    if (session === null) return this.linkPages.problem(request, response, 'signed-out', null);
    const { state, code, iss, error } = query;
    const found = typeof state === 'string' ? await this.links.look(state, session) : null;
    if (found === null) return this.linkPages.problem(request, response, 'stale', null);
    const { patientId, connectionId } = found.launch;
    if (typeof code !== 'string') {
      const problem = typeof error === 'string' ? problemOf(error, found.launch) : 'refused';
      const target = { patientId, connectionId, site: found.site };
      return this.linkPages.problem(request, response, problem, target);
    }
    const answer = Object.entries({ state, code, iss }).flatMap(([name, value]) =>
      typeof value === 'string' ? [{ name, value }] : [],
    );
    this.pages.send(response, 'link-confirm', {
      ...(await this.pages.shell(request)),
      organization: found.site.name,
      action: linkBackAction(patientId),
      answer,
    });
  }

  @Post('patients/:patientId/link-back')
  @Access('act')
  async finish(
    @RowId('patientId') patientId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { state, code, iss } = validated(PlaceAnswer, body);
    const session = request.visit.session!;
    const answer = new URLSearchParams({ state, code, ...(iss !== undefined && { iss }) });
    const found = await this.links.look(state, session);
    try {
      const connectionId = await this.links.finish(answer, session, patientId);
      response.redirect(303, accessHref(patientId, connectionId));
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      const { problem } = error;
      const target = found && { patientId, site: found.site, connectionId: found.launch.connectionId };
      // The code was spent in vain: to be told that it must be linked again is not the same as access taken back.
      const shown = problem === 'revoked' ? 'refused' : problem;
      await this.linkPages.problem(request, response, shown, target);
    }
  }
}

/** Where less was asked for already, asking for less again does not help. */
function problemOf(error: string, { scopes }: Launch): LinkProblem {
  const problem = problemOfOAuth(error);
  const askedScans = scopes.some((scope) => scope.includes('/ImagingStudy.'));
  return problem === 'scope' && !askedScans ? 'unready' : problem;
}
