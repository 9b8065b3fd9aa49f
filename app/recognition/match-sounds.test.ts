import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { ITEM_SECONDS, soundSeconds } from '../audio/chromaprint/fingerprinter.ts';
import { compareSounds, doubtfulPart } from './match-sounds.ts';

const random = new SeededRandom(5);
const music = (length: number): Uint32Array => Uint32Array.from({ length }, () => random.u32());
const track = music(1000);

describe('two sounds', () => {
  it('are one recording where most of both is the same', () => {
    expect(compareSounds(track.subarray(0, 800), track)).toMatchObject({
      match: { kind: 'same', score: 1, offset: 0, length: soundSeconds(800) },
    });
  });

  it('count differing bits less where one plays at another speed', () => {
    const wrong = (items: Uint32Array): Uint32Array =>
      items.map((item) => (item ^ (random.u32() & random.u32() & random.u32())) >>> 0);
    let item = 0;
    const steady = track.map((other) => (item ^= (1 << (other & 31)) | (1 << (other >>> 27))) >>> 0);
    const slow = steady.map((_, at) => steady[Math.round(at / 1.006)]!);
    const { match } = compareSounds(wrong(steady), steady);
    expect(match!.score).toBeCloseTo(1 - 2 * match!.stretches[0]!.errorRate, 6);
    const { match: atOtherSpeed } = compareSounds(wrong(slow), steady);
    expect(atOtherSpeed!.kind).toBe('same');
    expect(atOtherSpeed!.score).toBeCloseTo(1 - 1.25 * atOtherSpeed!.stretches[0]!.errorRate, 6);
  });

  it('are a clip and its recording where most of one is the same', () => {
    expect(compareSounds(track.subarray(300, 1000), track).match).toMatchObject({
      kind: 'clip',
      offset: 300 * ITEM_SECONDS,
    });
    expect(compareSounds(track, track.subarray(300, 400)).match).toMatchObject({
      kind: 'clip',
      offset: -300 * ITEM_SECONDS,
    });
  });

  it('are related where less is the same', () => {
    const medley = Uint32Array.from([...music(500), ...track.subarray(200, 600), ...music(200)]);
    expect(compareSounds(medley, track).match).toMatchObject({ kind: 'related' });
  });

  it('are related where AcoustID finds their beginnings alike, and unrelated otherwise', () => {
    const version = track.map((item, i) => (i % 3 === 0 ? item : (item ^ (random.u32() & 0x3ffff)) >>> 0));
    const { match, acoustid } = compareSounds(version, track);
    expect(acoustid).toBeGreaterThan(0.4);
    expect(match).toMatchObject({ kind: 'related', length: 0, score: acoustid });
    expect(compareSounds(music(1000), track)).toEqual({ match: null, acoustid: 0 });
  });
});

describe('the part that is listened to', () => {
  const changed = (items: Uint32Array): Uint32Array => items.map((item) => (item ^ 5) >>> 0);
  const partOf = (one: Uint32Array, other: Uint32Array) => doubtfulPart(compareSounds(one, other).match!);

  it('is the longest stretch without its edges, at its place in both sounds', () => {
    expect(partOf(changed(track.subarray(100)), track)).toEqual({ first: 16, otherFirst: 116, items: 868 });
  });

  it('loses no more than a tenth at each end where it is short', () => {
    const short = track.subarray(0, 100);
    expect(partOf(changed(short), short)).toEqual({ first: 10, otherFirst: 10, items: 80 });
  });

  it('is none where the fingerprints tell enough', () => {
    expect(partOf(track, track)).toBeNull();
  });
});
