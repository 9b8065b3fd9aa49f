import { describe, expect, it } from 'vitest';
import { clipHashes, documentHashes, trackHashes } from './index-hashes.ts';

const SILENCE = 627964279;
/** These items at the beginning of a clip that is not short: the last is held. */
const longer = (...items: readonly number[]): Uint32Array =>
  Uint32Array.from({ length: 60 }, (_, i) => items[Math.min(i, items.length - 1)]!);
const counted = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => (i + 1) * 16 + 7);

describe('the hashes of a track that are indexed', () => {
  it('are those of every second item of all of it, each once, without silence', () => {
    const hashes = documentHashes(counted(3000));
    expect(hashes).toHaveLength(1500);
    expect([hashes[0], hashes[1], hashes.at(-1)]).toEqual([16, 3 * 16, 2999 * 16]);
    expect(documentHashes(Uint32Array.of(17, 1, SILENCE, 1, 18, 1, 0xffffffff))).toEqual(
      Uint32Array.of(16, 0xfffffff0),
    );
  });
});

describe('the hashes that copies of a track are searched by', () => {
  it('are the 120 distinct ones from the 81st item on', () => {
    const hashes = trackHashes(counted(948));
    expect(hashes).toHaveLength(120);
    expect(hashes[0]).toBe(81 * 16);
  });

  it('are of the first two minutes, however long the track is', () => {
    const items = Uint32Array.from({ length: 5000 }, (_, i) => (i < 948 ? 5 : 33));
    expect(trackHashes(items)).toEqual(Uint32Array.of(0));
  });

  it('begin earlier in a short fingerprint', () => {
    expect(trackHashes(Uint32Array.from({ length: 130 }, (_, i) => i * 16))[0]).toBe(10 * 16);
    expect(trackHashes(Uint32Array.of(5, 33))).toEqual(Uint32Array.of(0, 32));
  });

  it('leave silence and repetitions out', () => {
    expect(trackHashes(Uint32Array.of(SILENCE, 17, 18, SILENCE, 0xffffffff))).toEqual(Uint32Array.of(16, 0xfffffff0));
    expect(trackHashes(new Uint32Array(0))).toHaveLength(0);
  });
});

describe('the hashes that a clip is searched by', () => {
  it('are those of every item, and their forms with one bit changed in which a neighbour differs', () => {
    expect(clipHashes(longer(0x10, 0x10, 0x30))).toEqual(Uint32Array.of(0x10, 0x30));
    expect(clipHashes(longer(0x10, 0x30, 0x8000001f))).toEqual(Uint32Array.of(0x10, 0x30, 0x80000030, 0x80000010));
  });

  it('are those with any bit changed of a clip of a few seconds', () => {
    const hashes = clipHashes(Uint32Array.of(0x1f));
    expect(hashes).toHaveLength(29);
    expect([...hashes]).toEqual(expect.arrayContaining([0x10, 0, 0x30, 0x80000010]));
  });

  it('change none of the four bits that no hash has, and take no silence', () => {
    expect(clipHashes(longer(0x10, 0x1f))).toEqual(Uint32Array.of(0x10));
    expect(clipHashes(Uint32Array.of(SILENCE, SILENCE))).toHaveLength(0);
  });

  it('are of six stretches of a long one, from its beginning to its end', () => {
    const hashes = clipHashes(Uint32Array.from({ length: 10_000 }, (_, i) => Math.floor(i / 20) * 0x10000));
    const stretches = new Set(Array.from(hashes, (hash) => hash / 0x10000));
    expect([stretches.has(0), stretches.has(499), stretches.has(450)]).toEqual([true, true, false]);
    expect(hashes.length).toBeLessThan(60);
  });
});
