/** What a rule of law says in a message or a letter: its words stand in templates/words/<language>/law.json under `id`. */
export interface LawLine {
  id: LawId;
  /** As a lawyer would look it up. */
  cite: string;
  jurisdiction: Jurisdiction;
  /** YYYY-MM-DD: the day on which the text was last compared with its source. */
  asOf: string;
}

/** Where a rule holds: a country or union, or a state of one (ISO 3166). */
export type Jurisdiction = 'US' | 'US-CA' | 'US-TX' | 'EU' | 'GB';

export const LAW_IDS = [
  'access',
  'access-california',
  'access-texas',
  'access-eu',
  'access-uk',
  'correction',
  'correction-eu',
  'correction-uk',
  'disagreement',
  'disclosures',
  'restriction',
  'paid-in-full',
  'other-address',
  'complaint',
  'breach-letter',
  'breach-letter-eu',
  'breach-letter-uk',
  'vendor-breach',
  'freeze',
  'freeze-in-care',
  'research-withdrawal',
  'objection-eu',
  'objection-uk',
  'ai-texas',
  'ai-federal',
  'de-identified',
  'information-blocking',
  'mammogram-keeping',
  'acting-for',
] as const;
export type LawId = (typeof LAW_IDS)[number];

const READ = '2026-11-01';

function line(id: LawId, jurisdiction: Jurisdiction, cite: string): LawLine {
  return { id, cite, jurisdiction, asOf: READ };
}

/** Every rule that our texts lean on, each with its source. */
export const LAW: readonly LawLine[] = [
  line('access', 'US', '45 CFR 164.524'),
  line('access-california', 'US-CA', 'California Health and Safety Code 123110'),
  line('access-texas', 'US-TX', 'Texas Occupations Code 159.006'),
  line('access-eu', 'EU', 'GDPR Articles 12 and 15'),
  line('access-uk', 'GB', 'UK GDPR Articles 12 and 15'),
  line('correction', 'US', '45 CFR 164.526'),
  line('correction-eu', 'EU', 'GDPR Articles 12 and 16'),
  line('correction-uk', 'GB', 'UK GDPR Articles 12 and 16'),
  line('disagreement', 'US', '45 CFR 164.526(d)'),
  line('disclosures', 'US', '45 CFR 164.528'),
  line('restriction', 'US', '45 CFR 164.522(a)'),
  line('paid-in-full', 'US', '45 CFR 164.522(a)(1)(vi)'),
  line('other-address', 'US', '45 CFR 164.522(b)'),
  line('complaint', 'US', '45 CFR 160.306'),
  line('breach-letter', 'US', '45 CFR 164.404'),
  line('breach-letter-eu', 'EU', 'GDPR Article 34'),
  line('breach-letter-uk', 'GB', 'UK GDPR Article 34'),
  line('vendor-breach', 'US', '45 CFR 164.410'),
  line('freeze', 'US', '15 USC 1681c-1(i)'),
  line('freeze-in-care', 'US', '15 USC 1681c-1(j)'),
  line('research-withdrawal', 'US', '45 CFR 164.508(b)(5)'),
  line('objection-eu', 'EU', 'GDPR Article 21'),
  line('objection-uk', 'GB', 'UK GDPR Article 21'),
  line('ai-texas', 'US-TX', 'Texas Health and Safety Code 183.005'),
  line('ai-federal', 'US', '45 CFR 92.210'),
  line('de-identified', 'US', '45 CFR 164.514(a)-(b)'),
  line('information-blocking', 'US', '42 USC 300jj-52'),
  line('mammogram-keeping', 'US', '21 CFR 900.12(c)(4)(i)'),
  line('acting-for', 'US', '45 CFR 164.502(g)'),
];

const BY_ID = new Map(LAW.map((one) => [one.id, one]));

export function lawLine(id: LawId): LawLine {
  return BY_ID.get(id)!;
}

/** YYYY-MM-DD: from this day on the line has to be compared with its source again; one year after it last was. */
export function reviewDue({ asOf }: Pick<LawLine, 'asOf'>): string {
  return `${Number(asOf.slice(0, 4)) + 1}${asOf.slice(4)}`;
}

/** Past its review a rule is told without its figures ("within a set time"), and the operator is told to review it. */
export function isPastReview(one: Pick<LawLine, 'asOf'>, today: string): boolean {
  return today > reviewDue(one);
}

/** The rules past their review, with the day on which it was due. Both days YYYY-MM-DD. */
export function lawsToReview(today: string): { id: LawId; due: string }[] {
  return LAW.filter((one) => isPastReview(one, today)).map((one) => ({ id: one.id, due: reviewDue(one) }));
}
