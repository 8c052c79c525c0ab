/** What `--help` says of one command. */
export interface Manual {
  /** How it is typed, in one line. */
  usage: string;
  /** What it does, in one line. */
  does: string;
  /** Each option with what it means. */
  options: Record<string, string>;
  example: string;
}

/** `scanwarden <command> --help`. */
export function manualText({ usage, does, options, example }: Manual): string {
  const width = Math.max(...Object.keys(options).map((option) => option.length));
  const lines = Object.entries(options).map(([option, means]) => `  ${option.padEnd(width)}  ${means}`);
  return [`${usage}`, '', does, '', 'Options:', ...lines, '', 'Example:', `  ${example}`].join('\n');
}

/** `scanwarden --help`. */
export function overview(manuals: Manual[]): string {
  const lines = manuals.flatMap(({ usage, does }) => [`  ${usage}`, `      ${does}`]);
  return [
    'scanwarden watches a patient’s imaging record for the patient.',
    '',
    ...lines,
    '',
    'scanwarden <command> --help tells its options, with an example.',
  ].join('\n');
}
