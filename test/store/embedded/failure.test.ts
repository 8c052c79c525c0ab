import { expect, it } from '@jest/globals';
import { OutsideError } from '../../../src/lib/errors.js';
import { databaseFailure } from '../../../src/store/embedded/failure.js';

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

it('says that the disk is full, from the system and from PostgreSQL', () => {
  const fromSystem = databaseFailure('/data', systemError('ENOSPC', 'write'));
  const fromServer = databaseFailure('/data', 'it ended', [
    'FATAL:  could not write lock file "postmaster.pid": No space left on device',
  ]);
  for (const { message } of [fromSystem, fromServer]) {
    expect(message).toMatch(/^There is no space left for the database in \/data\. Free some space/);
  }
  expect(fromServer.message).toContain('could not write lock file');
});

it.each(['EACCES', 'EPERM', 'EROFS'])('says that the folder cannot be written: %s', (code) => {
  expect(databaseFailure('/data', systemError(code, 'mkdir')).message).toContain('the right to write');
});

it('passes on what it does not know, and an error that already says what to do', () => {
  expect(databaseFailure('/data', new Error('odd')).message).toContain('odd');
  const known = new OutsideError('Do this.', true);
  expect(databaseFailure('/data', known)).toBe(known);
});
