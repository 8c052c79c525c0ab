import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import type { ReplyType } from '../../domain/cases/reply.js';
import { Clock } from '../../lib/clock.js';
import { CareService } from '../../services/care.service.js';
import { CareStore } from '../../store/people/care.store.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { readerOf } from '../reader-of.js';
import { keepInert } from '../security-headers.js';
import { RowId, validated } from '../validated.js';
import { visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { momentWords } from '../words/times.js';

const ENDING: Record<ReplyType, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

class DecisionForm {
  @IsIn(['yes', 'no'], { message: 'form.answers' })
  accepted!: 'yes' | 'no';
}

/** Claims that a person is in somebody's care, for the operator: an address and a paper, and nothing of any record. */
@Controller('claims')
export class ClaimsController {
  constructor(
    private readonly pages: Pages,
    private readonly claims: CareStore,
    private readonly care: CareService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('operator')
  async list(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const open = await this.claims.openClaims();
    const claims = open.map(({ id, email, authority, statedAt }) => ({
      email,
      authority,
      at: momentWords(statedAt, reader),
      proofHref: `/claims/${id}/proof`,
      action: `/claims/${id}`,
    }));
    this.pages.send(response, 'people-claims', { ...(await this.pages.shell(request)), claims });
  }

  /** To be saved, and never shown within our pages: what is in it is somebody else's. */
  @Get(':claimId/proof')
  @Access('operator')
  async proof(@RowId('claimId') claimId: string, @Res() response: Response): Promise<void> {
    const proof = await this.claims.proof(claimId);
    if (proof === null) throw new NotFoundException();
    keepInert(response);
    response.setHeader('content-disposition', `attachment; filename="proof.${ENDING[proof.type]}"`);
    response.type(proof.type).send(proof.bytes);
  }

  @Post(':claimId')
  @Access('operator')
  async decide(
    @RowId('claimId') claimId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { accepted } = validated(DecisionForm, body);
    if (!(await this.care.decide(claimId, visitorOf(request).id, accepted === 'yes')))
      throw new NotFoundException();
    response.redirect(303, '/claims');
  }
}
