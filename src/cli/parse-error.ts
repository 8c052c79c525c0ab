/**
 * What is wrong with the arguments of a command, in one line; null for an error that parseArgs did not throw. Its own
 * sentences run over several lines and give advice on quoting that helps nobody here.
 */
export function parseErrorWords(command: string, error: unknown): string | null {
  if (!(error instanceof TypeError) || !('code' in error)) return null;
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const option = /^-[^ ,]*(?=, )|--[^ ]*|^-[^ ]*/.exec(named.split(', ').at(-1) ?? '')?.[0] ?? named;
  const what = WRONG[String(error.code)]?.(option, error.message);
  return what === undefined ? null : `${command}: ${what}; see scanwarden ${command} --help`;
}

const WRONG: Record<string, (named: string, message: string) => string> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: (option) => `there is no option ${option}`,
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: (option, message) =>
    message.includes('does not take') ? `${option} takes no value` : `${option} needs a value`,
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: (argument) => `"${argument}" is one argument too many`,
};
