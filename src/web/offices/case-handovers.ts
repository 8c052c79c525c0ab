import { Injectable } from '@nestjs/common';
import { Clock } from '../../lib/clock.js';
import type { CaseRow } from '../../store/cases/case.reader.js';
import { type Handover, HandoverStore } from '../../store/offices/handover.store.js';
import { readerOf } from '../reader-of.js';
import { handoversAction } from '../record-links.js';
import { mayAct, visitorOf, whoOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { momentWords, type Reader } from '../words/times.js';
import { answerViews } from './handover-view.js';
import type { CaseHandoverView } from './views.js';

/** The part of a case's page about the offices that it was, or can be, sent to. */
@Injectable()
export class CaseHandovers {
  constructor(
    private readonly handovers: HandoverStore,
    private readonly clock: Clock,
  ) {}

  /** All that was sent of a case, the oldest first; nothing for a helper. */
  async sent({ id, patientId, name }: CaseRow, request: VisitRequest): Promise<Handover[]> {
    if (!mayAct(whoOf(request, name))) return [];
    return this.handovers.ofCase(id, patientId, visitorOf(request).id);
  }

  /** Null for a helper, and where there is no such office. @param open only an open case is sent */
  async ofCase(
    { id, patientId, name }: CaseRow,
    sent: Handover[],
    open: boolean,
    request: VisitRequest,
  ): Promise<CaseHandoverView | null> {
    if (!mayAct(whoOf(request, name))) return null;
    const cause = await this.handovers.cause(id, patientId, visitorOf(request).id);
    const action = handoversAction(patientId, id);
    const holding = sent.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ office }) => office.id);
    const offices = (open && cause?.offices) || [];
    const offers = offices
      .filter((office) => !holding.includes(office.id))
      .map((office) => ({ office: office.name, href: `${action}/new?office=${office.id}` }));
    if (offers.length + sent.length === 0) return null;
    const reader = readerOf(request, this.clock.now());
    return { offers, sent: sent.map((one) => sentView(one, action, reader)) };
  }
}

function sentView(sent: Handover, action: string, reader: Reader): CaseHandoverView['sent'][number] {
  const { id, office, by, sentAt, seenAt, withdrawnAt, answers } = sent;
  return {
    office: office.name,
    by,
    at: momentWords(sentAt, reader),
    seen: seenAt && momentWords(seenAt, reader),
    withdrawn: withdrawnAt && momentWords(withdrawnAt, reader),
    answers: answerViews(answers, reader),
    withdrawAction: withdrawnAt === null ? `${action}/${id}/withdraw` : null,
  };
}
