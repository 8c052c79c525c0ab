import { Injectable, NotFoundException } from '@nestjs/common';
import { Clock } from '../../lib/clock.js';
import { CaseReader, type CaseRow } from '../../store/cases/case.reader.js';
import { Pages } from '../pages.js';
import { casesHref, patientHref } from '../record-links.js';
import type { CaseShell } from '../views/case.js';
import type { VisitRequest } from '../visit.js';
import { visitorOf } from '../visitor.js';
import { caseReader, type CaseReaderOf, labelsOf } from './case-reader.js';

/** What all pages of cases begin with. */
@Injectable()
export class CasePages {
  constructor(
    private readonly pages: Pages,
    private readonly cases: CaseReader,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFoundException where the patient has no such case */
  async find(
    caseId: string,
    patientId: string,
    request: VisitRequest,
  ): Promise<{ row: CaseRow; reader: CaseReaderOf }> {
    const row = await this.cases.find(caseId, patientId, visitorOf(request).id);
    if (row === null) throw new NotFoundException();
    return { row, reader: caseReader(request, row.name, this.clock.now()) };
  }

  async shell(request: VisitRequest, patientId: string, { who, words }: CaseReaderOf): Promise<CaseShell> {
    return {
      ...(await this.pages.shell(request)),
      locale: words.locale,
      text: labelsOf(words),
      who,
      patientHref: patientHref(patientId),
      casesHref: casesHref(patientId),
    };
  }
}
