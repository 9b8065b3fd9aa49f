import { constants } from 'node:os';
import { expect, it } from 'vitest';
import { errorMessage, errorNumber, OverlayError } from './errors.ts';

it('an error of the overlay has the number of its code, a message and its cause', () => {
  const cause = new Error('disk unplugged');
  const error = new OverlayError('ENOENT', 'There is no "x"', cause);
  expect(errorNumber(error)).toBe(constants.errno.ENOENT);
  expect(error).toMatchObject({ name: 'OverlayError', code: 'ENOENT', message: 'There is no "x"', cause });
  expect('cause' in new OverlayError('EIO', 'broken')).toBe(false);
});

it.each(['ENOSPC', 'EDQUOT'] as const)('an error of the system with %s keeps its number', (code) => {
  expect(errorNumber(Object.assign(new Error('full'), { code }))).toBe(constants.errno[code]);
});

it.each([new Error('anything'), Object.assign(new Error('busy'), { code: 'EBUSY' }), {}])(
  'any other error is an I/O error',
  (error) => {
    expect(errorNumber(error)).toBe(constants.errno.EIO);
  },
);

it('the message of an error is its own, and that of any other value its text', () => {
  expect(errorMessage(new Error('broken'))).toBe('broken');
  expect(errorMessage('broken')).toBe('broken');
  expect(errorMessage(undefined)).toBe('undefined');
});
