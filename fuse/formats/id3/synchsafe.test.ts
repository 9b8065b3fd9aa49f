import { expect, test } from 'vitest';
import { readSynchsafe, toSynchsafe } from './synchsafe.ts';

/** Both ways, worked out by hand: seven bits a byte. */
test.each([
  [0, '00000000'],
  [1, '00000001'],
  [127, '0000007f'],
  [128, '00000100'],
  [255, '0000017f'],
  [300, '0000022c'],
  [16_383, '00007f7f'],
  [16_384, '00010000'],
  [2 ** 21 - 1, '007f7f7f'],
  [2 ** 21, '01000000'],
  [0x0102_0304, '08080604'],
  [2 ** 28 - 1, '7f7f7f7f'],
])('%i is %s', (value, hex) => {
  expect(toSynchsafe(value).toString(16).padStart(8, '0')).toBe(hex);
  expect(readSynchsafe(Buffer.from(`ffff${hex}ff`, 'hex'), 2)).toBe(value);
});

test('the highest bit of each byte counts for nothing', () => {
  expect(readSynchsafe(Buffer.from('80808081', 'hex'), 0)).toBe(1);
  expect(readSynchsafe(Buffer.from('ffffffff', 'hex'), 0)).toBe(2 ** 28 - 1);
});
