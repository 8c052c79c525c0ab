import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { LinkService } from '../services/link.service.js';
import { LinkError } from '../smart/link-error.js';
import type { Site } from '../store/site.store.js';
import { Pages } from './pages.js';
import { linkHref, relinkAction, siteHref } from './record-links.js';
import { allowLeaving } from './security-headers.js';
import type { ShownLinkProblem } from './views/link.js';
import { visitorOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** What is linked: a place for a patient, or a connection once more. */
export interface LinkTarget {
  patientId: string;
  site: Site;
  connectionId: string | null;
}

/** Where the ways of linking meet: on to a place, and what is said when it did not come to it. */
@Injectable()
export class LinkPages {
  constructor(
    private readonly pages: Pages,
    private readonly links: LinkService,
  ) {}

  /** On to the place's authorization server, or the page that says why not. */
  async leave(
    request: VisitRequest,
    response: Response,
    target: LinkTarget & { imaging: boolean },
  ): Promise<void> {
    const { session } = request.visit;
    if (session === null) throw new Error('this route needs an access rule that asks for a sign-in');
    try {
      const address = await this.links.begin({ ...target, session, accountId: visitorOf(request).id });
      response.redirect(303, address);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      await this.problem(request, response, error.problem, target);
    }
  }

  /** @param target null where it is not known which place it was */
  async problem(
    request: VisitRequest,
    response: Response,
    problem: ShownLinkProblem,
    target: LinkTarget | null,
  ): Promise<void> {
    allowLeaving(response);
    this.pages.send(response.status(problem === 'busy' ? 503 : 400), 'link-problem', {
      ...(await this.pages.shell(request)),
      problem,
      organization: target?.site.name ?? null,
      retryAction: target === null || problem === 'not-here' ? null : retryAction(target),
      backHref: target === null ? '/' : linkHref(target.patientId),
    });
  }
}

function retryAction({ patientId, site, connectionId }: LinkTarget): string {
  return connectionId === null ? siteHref(patientId, site.id) : relinkAction(patientId, connectionId);
}
