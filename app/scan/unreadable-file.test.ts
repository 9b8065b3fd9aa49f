import { openSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isGone, isSystemError, UnreadableFileError } from './unreadable-file.ts';

function failed(path: string): unknown {
  try {
    return openSync(path, 'r');
  } catch (error) {
    return error;
  }
}

it('tells errors of the system from others', () => {
  expect(isSystemError(failed('/nowhere'))).toBe(true);
  expect(isSystemError(new Error('ENOENT'))).toBe(false);
  expect(isSystemError('ENOENT')).toBe(false);
});

it.each([
  ['/nowhere', true],
  ['/dev/null/nowhere', true],
  [`/${'x'.repeat(300)}`, false],
])('says whether there is nothing at %s', (path, gone) => {
  expect(isGone(failed(path) as NodeJS.ErrnoException)).toBe(gone);
});

it('says what the system said, with its code', () => {
  const error = new UnreadableFileError(failed('/nowhere') as NodeJS.ErrnoException);
  expect(error.message).toBe('it cannot be read: there is no such file or folder; check the path');
  expect(error.code).toBe('ENOENT');
  expect(new UnreadableFileError('it grew')).toMatchObject({ message: 'it grew', code: null });
});
