/** What the form of a report has happen, and where the data lay; templates choose the sentence for each. */
export const FILED_AS = [
  'break-in',
  'seen-or-shared',
  'theft',
  'loss',
  'thrown-away',
  'server',
  'email',
  'paper',
  'laptop',
  'desktop',
  'record-system',
  'small-device',
] as const;
export type FiledAs = (typeof FILED_AS)[number];

// The choices of the form of HHS ("Type of Breach", "Location of Breached Information"). "Other" and "Unknown" say nothing.
const BY_CHOICE: Record<string, FiledAs> = {
  'hacking/it incident': 'break-in',
  'unauthorized access/disclosure': 'seen-or-shared',
  theft: 'theft',
  loss: 'loss',
  'improper disposal': 'thrown-away',
  'network server': 'server',
  email: 'email',
  'paper/films': 'paper',
  laptop: 'laptop',
  'desktop computer': 'desktop',
  'electronic medical record': 'record-system',
  'other portable electronic device': 'small-device',
};

/** The choices of a report in plain words, each once, in its order; none for a choice that is not on the form. */
export function filedAs(choices: readonly string[]): FiledAs[] {
  return [...new Set(choices.flatMap((choice) => BY_CHOICE[choice.trim().toLowerCase()] ?? []))];
}
