import { beforeEach, describe, expect, it } from 'vitest';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import { compareBeginnings } from './compare-beginnings.ts';

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
      compareBeginnings(
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
    expect(compareBeginnings(library.connection, [[a, other]], 0)).toHaveLength(1);
    expect(compareBeginnings(library.connection, [[a, heard(items(1))]], 1)).toHaveLength(1);
  });

  it('leaves out files that differ by more than seven seconds', () => {
    const a = heard(items(1));
    const [near, far] = [heard(items(1), 107), heard(items(1), 107.1)];
    expect(
      compareBeginnings(
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

  it('leaves out files whose fingerprint is damaged', () => {
    const [a, b, damaged] = [heard(items(1)), heard(items(1)), heard(items(1))];
    library.connection.prepare("UPDATE analysis SET fingerprint = x'0102' WHERE file_id = ?").run(damaged);
    const pairs = [
      [a, damaged],
      [damaged, a],
      [a, b],
    ] as const;
    expect(compareBeginnings(library.connection, pairs, 0)).toMatchObject([{ pair: [a, b] }]);
  });

  it('leaves out files without a fingerprint', () => {
    const [a, none] = [heard(items(1)), heard(null)];
    expect(
      compareBeginnings(
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
