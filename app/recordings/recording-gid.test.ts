import { expect, it } from 'vitest';
import { gidOfFingerprint, randomGid } from './recording-gid.ts';

it('is the same for the same fingerprint, and a UUID of version 5', () => {
  const gid = gidOfFingerprint(Buffer.from('one'));
  expect(gidOfFingerprint(Buffer.from('one'))).toBe(gid);
  expect(gidOfFingerprint(Buffer.from('other'))).not.toBe(gid);
  expect(gid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('is another each time where the sound tells nothing', () => {
  expect(randomGid()).not.toBe(randomGid());
});
