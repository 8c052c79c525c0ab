/** What happened, in the few kinds that are told apart over all feeds: as the database function breach_kind has it. */
export const BREACH_KINDS = ['break-in', 'seen-or-shared', 'taken-or-lost', 'not-told'] as const;
export type BreachKind = (typeof BREACH_KINDS)[number];

/** By the words of the source; the first kind that fits speaks. Item 1.05 of form 8-K is about cybersecurity alone. */
export function breachKind({ source, types }: { source: string; types: readonly string[] }): BreachKind {
  const words = types.join(' ');
  if (source === 'sec' || /hack|cyber|malware|ransom|phish|skimm/i.test(words)) return 'break-in';
  if (/unauthori[sz]ed|disclosure/i.test(words)) return 'seen-or-shared';
  if (/theft|stolen|loss|lost|disposal|mistake/i.test(words)) return 'taken-or-lost';
  return 'not-told';
}
