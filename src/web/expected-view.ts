import { DateTime } from 'luxon';
import type { AskedStudy, ExpectedExam } from '../store/pages/patient.reader.js';
import { EARLIEST_DAYS, LATEST_DAYS } from './expectation-form.js';
import { expectedHref, studyHref } from './record-links.js';
import type { RecordOf } from './record-of.js';
import type { ExpectedView, PatientView } from './views/record.js';
import { scanKind } from '../domain/messages/scan-kind.js';
import { dayOnly, type Reader } from './words/times.js';

/** After so many days an exam that did not come is spoken of no more. */
const SHOWN_DAYS = 30;

/** What people expect, nearest day first, with what it became; without what is long past. */
export function expectedViews(of: RecordOf, exams: ExpectedExam[], studies: AskedStudy[]): ExpectedView[] {
  const oldest = dayFrom(of.reader, -SHOWN_DAYS);
  return exams.filter(({ to }) => to >= oldest).flatMap((exam) => expectedView(of, exam, studies));
}

function expectedView(
  { patientId, readerId, reader, mayAct }: RecordOf,
  { id, from, to, kind, place, accountId, by, studyId }: ExpectedExam,
  studies: AskedStudy[],
): ExpectedView[] {
  const [first, last] = [dayOnly(from, reader), dayOnly(to, reader)];
  if (first === null || last === null) return [];
  const study = studies.find((one) => one.id === studyId);
  return [
    {
      kind: kind ?? 'other',
      from: first,
      to: from === to ? null : last,
      place,
      by: accountId === readerId ? null : by,
      past: to < dayFrom(reader, 0),
      came: study ? { href: studyHref(patientId, study.id), kind: scanKind(study.facts.modalities) } : null,
      takeBackAction: mayAct && studyId === null ? `${expectedHref(patientId)}/${id}/taken-back` : null,
    },
  ];
}

/** The form "A scan is to come", for whoever may say so. */
export function expectForm({ patientId, reader, mayAct }: RecordOf): PatientView['expect'] {
  if (!mayAct) return null;
  return {
    action: expectedHref(patientId),
    firstDay: dayFrom(reader, -EARLIEST_DAYS),
    lastDay: dayFrom(reader, LATEST_DAYS),
  };
}

/** The day so many days after the reader's today (YYYY-MM-DD). */
function dayFrom({ now, zone }: Reader, days: number): string {
  return DateTime.fromJSDate(now, { zone }).plus({ days }).toFormat('yyyy-MM-dd');
}
