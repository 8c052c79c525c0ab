import { OutsideError } from '../../lib/errors.js';

const REMEDIES: { sign: RegExp; say: (folder: string) => string }[] = [
  {
    sign: /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i,
    say: (folder) =>
      `There is no space left for the database in ${folder}. Free some space on that disk, ` +
      'or set DATA_DIR to a folder on another one, and start again.',
  },
  {
    sign: /EACCES|EPERM|EROFS|Permission denied|Operation not permitted|Read-only file system/i,
    say: (folder) =>
      `The database folder ${folder} cannot be used by this user. Give the user the right to write there, ` +
      'or set DATA_DIR to a folder where it may write, and start again.',
  },
  {
    sign: /could not look up effective user ID/,
    say: (folder) =>
      `The database in ${folder} cannot be started by a user without a name. Give this user id a line in ` +
      '/etc/passwd, start as another user, or set DATABASE_URL to a running server.',
  },
  {
    sign: /ENOTDIR|EEXIST|Not a directory/i,
    say: (folder) =>
      `The database folder ${folder} cannot be made because a file stands in its place. ` +
      'Move that file away, or set DATA_DIR to another folder, and start again.',
  },
];

/**
 * An error of the file system, or of PostgreSQL, as one that says what to do.
 * `lastWords` are PostgreSQL's own last lines, where it got as far as having any.
 */
export function databaseFailure(folder: string, cause: unknown, lastWords: string[] = []): OutsideError {
  if (cause instanceof OutsideError) return cause;
  const text = [cause instanceof Error ? withCode(cause) : String(cause), ...lastWords].join(' | ');
  const remedy = REMEDIES.find(({ sign }) => sign.test(text));
  const first = remedy ? remedy.say(folder) : `The database in ${folder} did not start.`;
  return new OutsideError(`${first} What was reported: ${text}`, true, { cause });
}

function withCode(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return error.message.includes(code) ? error.message : `${error.message} (${code})`;
}
