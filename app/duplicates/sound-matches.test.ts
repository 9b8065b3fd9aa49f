import { beforeEach, describe, expect, it } from 'vitest';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { memoryLibrary, type MemoryLibrary, type SampleFile } from '../library/testing-library.ts';
import { compareSounds, copiesOf } from './sound-matches.ts';

let library: MemoryLibrary;
beforeEach(() => (library = memoryLibrary()));

/** Items without a pattern, always the same for a seed. */
function items(seed: number, length = 200): Uint32Array {
  let state = seed;
  return Uint32Array.from({ length }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0));
}

function heard(fingerprint: Uint32Array | null, duration = 100): number {
  const id = library.add({ name: `${Math.random()}.flac`, duration });
  library.analyse(id);
  library.connection
    .prepare('UPDATE analysis SET fingerprint = ? WHERE file_id = ?')
    .run(fingerprint && compressToBytes(fingerprint), id);
  return id;
}

describe('comparing fingerprints of files', () => {
  it('gives the pairs that are alike, with the score', () => {
    const [a, copy, other] = [heard(items(1)), heard(items(1)), heard(items(2))];
    expect(
      compareSounds(
        library.connection,
        [
          [a, copy],
          [a, other],
          [copy, other],
        ],
        0.75,
      ),
    ).toEqual([{ pair: [a, copy], score: 1 }]);
  });

  it('gives all pairs from the least score on', () => {
    const [a, other] = [heard(items(1)), heard(items(2))];
    expect(compareSounds(library.connection, [[a, other]], 0)).toHaveLength(1);
    expect(compareSounds(library.connection, [[a, heard(items(1))]], 1)).toHaveLength(1);
  });

  it('leaves out files that differ by more than seven seconds', () => {
    const a = heard(items(1));
    const [near, far] = [heard(items(1), 107), heard(items(1), 107.1)];
    expect(
      compareSounds(
        library.connection,
        [
          [a, near],
          [a, far],
          [far, a],
        ],
        0.75,
      ).map(({ pair }) => pair),
    ).toEqual([[a, near]]);
  });

  it('leaves out files without a fingerprint', () => {
    const [a, none] = [heard(items(1)), heard(null)];
    expect(
      compareSounds(
        library.connection,
        [
          [a, none],
          [none, a],
          [a, 999],
        ],
        0,
      ),
    ).toEqual([]);
  });
});

describe('the copies of a recording', () => {
  it('come with the best first: lossless by depth and rate, then lossy by bitrate, then by id', () => {
    const file = (name: string, more: Partial<SampleFile>): number => library.add({ name, ...more });
    const low = file('a.mp3', { codec: 'mp3', lossless: false, bitrate: 128_000, bitsPerSample: null });
    const high = file('b.mp3', { codec: 'mp3', lossless: false, bitrate: 320_000, bitsPerSample: null });
    const cd = file('c.flac', { bitsPerSample: 16, sampleRate: 44_100 });
    const studio = file('d.flac', { bitsPerSample: 24, sampleRate: 44_100 });
    const fast = file('e.flac', { bitsPerSample: 16, sampleRate: 96_000 });
    const same = file('f.flac', { bitsPerSample: 16, sampleRate: 44_100 });
    expect(copiesOf(library.connection, [low, high, cd, studio, fast, same]).map(({ id }) => id)).toEqual([
      studio,
      fast,
      cd,
      same,
      high,
      low,
    ]);
  });

  it('say what there is to know of each, with the bytes of a path that is no UTF-8', () => {
    const name = Buffer.from([0x61, 0xff, 0x2e, 0x6d, 0x70, 0x33]);
    const id = library.add({
      name,
      tags: { title: ['One'], artist: ['Ash'], album: ['First'] },
      duration: 12,
      size: 34,
    });
    expect(copiesOf(library.connection, [id, id + 1])).toEqual([
      {
        id,
        title: 'One',
        artist: 'Ash',
        album: 'First',
        kind: expect.any(String),
        bitrate: 800_000,
        bytes: 34,
        duration: 12,
        path: '/music/a\ufffd.mp3',
        pathBase64: Buffer.concat([Buffer.from('/music/'), name]).toString('base64'),
      },
    ]);
  });
});
