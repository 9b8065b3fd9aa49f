import { expect, it } from 'vitest';
import { compress } from '../audio/chromaprint/compression.ts';
import { readFingerprint } from './fingerprint-parameter.ts';

const ITEMS = Uint32Array.from([0, 1, 0xffff_ffff, 627_964_279]);
const INVALID = expect.objectContaining({ code: 3, status: 400 });

it('reads what Chromaprint compresses', () => {
  expect(readFingerprint(compress(ITEMS))).toEqual(ITEMS);
  expect(readFingerprint('AQAAAQA')).toEqual(Uint32Array.of(0));
});

it.each([
  ['nothing', ''],
  ['no items', compress(new Uint32Array())],
  ['another algorithm', compress(ITEMS, 2)],
  ['characters that are not base64', 'AQAB!!!!'],
  ['too few bytes', compress(ITEMS).slice(0, 8)],
  ['a count that its bytes cannot hold', Buffer.from([1, 0, 255, 255, 0]).toString('base64url')],
  ['a count without end', Buffer.concat([Buffer.from([1, 255, 255, 255]), Buffer.alloc(900)]).toString('base64url')],
])('refuses %s', (_, text) => {
  expect(() => readFingerprint(text)).toThrow(INVALID);
});

it('reads up to 2^18 items, and refuses more before it reads them', () => {
  const most = 1 << 18;
  expect(readFingerprint(compress(new Uint32Array(most)))).toHaveLength(most);
  expect(() => readFingerprint(compress(new Uint32Array(most + 1)))).toThrow(INVALID);
});

it('reads or refuses any bytes', () => {
  let state = 5;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24;
  for (let round = 0; round < 2000; round += 1) {
    const bytes = Uint8Array.from({ length: 4 + next() }, (_, at) => (at === 0 ? 1 : at < 3 ? 0 : next()));
    try {
      expect(readFingerprint(Buffer.from(bytes).toString('base64url')).length).toBeLessThan(256);
    } catch (error) {
      expect(error).toEqual(INVALID);
    }
  }
});
