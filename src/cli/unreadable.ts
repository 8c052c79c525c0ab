/** Why a file cannot be read, in words: the codes of the system say nothing to most people. */
export function unreadableWords(error: unknown): string {
  const code = String((error as NodeJS.ErrnoException | null)?.code ?? '');
  return UNREADABLE[code] ?? `cannot be read (${code === '' ? 'for a reason not known' : code})`;
}

const UNREADABLE: Record<string, string> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'is a folder; give its files',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
};
