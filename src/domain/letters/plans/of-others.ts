import {
  fields,
  heading,
  ifKnown,
  ifKnownDay,
  inOneLine,
  needed,
  neededDay,
  numbered,
  ownWords,
  paragraph,
} from '../blocks.js';
import { toldLaw } from '../told-law.js';
import type { Plan } from './plan.js';
import { knownStudyFields } from './study-fields.js';

/** A claim that the patient does not know: A10. The office is called so by itself; the letter says nothing of a cause. */
export const FRAUD_UNIT: Plan = {
  office: () => 'fraud-unit',
  body: ({ plan, claim }) => [
    paragraph('fraud-unit.ask'),
    fields(
      needed('member-number', plan.memberNumber),
      needed('claim-service', claim.service),
      neededDay('claim-day', claim.day),
      needed('claim-provider', claim.provider),
    ),
    heading('what-i-ask'),
    numbered('fraud-unit.check', 'fraud-unit.list', 'fraud-unit.fix', 'fraud-unit.tell'),
    paragraph('fraud-unit.cause'),
  ],
  laws: () => [],
};

/** To the office that looks after health privacy: 45 CFR 160.306. */
export const OCR_COMPLAINT: Plan = {
  office: () => 'ocr',
  body: ({ organization, complaint, study }) => [
    paragraph('ocr-complaint.ask'),
    heading('ocr-complaint.about'),
    fields(
      needed('complaint-place', organization.name),
      needed('complaint-address', inOneLine(organization.address)),
      neededDay('complaint-day', complaint.day),
      neededDay('complaint-learned', complaint.learnedOn),
      ...knownStudyFields(study),
      ownWords('complaint-happened', complaint.happened),
    ),
    heading('what-i-ask'),
    numbered('ocr-complaint.look', 'ocr-complaint.tell', 'ocr-complaint.form'),
  ],
  laws: () => ['complaint'],
};

/** What to ask before a scan, with room for the answers; it is taken along. */
export const QUESTION_SHEET: Plan = {
  office: () => null,
  body: ({ patient, organization, appointment, study }) => [
    paragraph('question-sheet.take'),
    fields(
      ifKnown('patient', patient.name),
      ifKnown('place', organization.name),
      ifKnownDay('appointment-day', appointment.day),
      ...knownStudyFields(study).filter(({ name }) => name === 'study-kind'),
    ),
    {
      kind: 'numbered',
      answers: true,
      items: SHEET.map((question) => ({ id: `question-sheet.${question}` })),
    },
    paragraph('question-sheet.form'),
  ],
  laws: () => [],
};

const SHEET = ['why', 'reader', 'result', 'ai', 'doctor', 'leave', 'training', 'research', 'copy'];

/** On policy, to somebody elected: it speaks for its writer and names no patient. */
export const OFFICIAL: Plan = {
  office: () => 'official',
  body: ({ sender, today }) => [
    paragraph('official.who', { sender: sender.role }),
    paragraph('official.scans'),
    heading('official.today'),
    paragraph('official.rules'),
    {
      kind: 'law',
      to: 'office',
      laws: [toldLaw('ai-federal', today), toldLaw('de-identified', today)],
    },
    heading('official.please'),
    numbered('official.tell-ai', 'official.consent', 'official.opened'),
    paragraph('official.stand'),
  ],
  laws: () => [],
};
