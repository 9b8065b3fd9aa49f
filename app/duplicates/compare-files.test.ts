import { beforeEach, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { ITEM_SECONDS } from '../audio/chromaprint/fingerprinter.ts';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import { compareFiles, type FilePair } from './compare-files.ts';

const random = new SeededRandom(8);
const music = (length: number): Uint32Array => Uint32Array.from({ length }, () => random.u32());
const track = music(1200);
/** AcoustID finds it alike at about .6, and no stretch of it is the same. */
const version = track.map((item, i) => (i % 3 === 0 ? item : (item ^ (random.u32() & 0x3ffff)) >>> 0));

let library: MemoryLibrary;
beforeEach(() => (library = memoryLibrary()));

function heard(fingerprint: Uint32Array | null, duration = 150): number {
  const id = library.add({ name: `${random.u32()}.flac`, duration });
  library.analyse(id);
  library.connection
    .prepare('UPDATE analysis SET fingerprint = ? WHERE file_id = ?')
    .run(fingerprint && compressToBytes(fingerprint), id);
  return id;
}

const compared = (a: number, b: number, least = 0.75): FilePair[] => compareFiles(library.connection, [[a, b]], least);

describe('two files', () => {
  it('are copies where most of both is the same, also with the beginning cut off', () => {
    const [whole, cropped] = [heard(track), heard(track.subarray(120), 135)];
    expect(compared(whole, heard(track))).toMatchObject([{ kind: 'copy', score: 1, offset: 0 }]);
    expect(compared(whole, cropped)).toMatchObject([{ kind: 'copy', score: 1, offset: -120 * ITEM_SECONDS }]);
  });

  it('are a part and the whole, whichever is named first', () => {
    const [whole, part] = [heard(track), heard(track.subarray(600, 800), 25)];
    const found = { pair: [part, whole], kind: 'part', score: 1, offset: 600 * ITEM_SECONDS };
    expect(compared(part, whole)).toEqual([found]);
    expect(compared(whole, part)).toEqual([found]);
  });

  it('are versions of a piece only to those who ask for a lower score, and of about the same length', () => {
    const [a, b] = [heard(track), heard(version)];
    expect(compared(a, b)).toEqual([]);
    expect(compared(a, b, 0.4)).toMatchObject([{ kind: 'copy' }]);
    expect(compared(a, heard(version, 157.1), 0.4)).toEqual([]);
    // A file that states no length is as long as its fingerprint.
    expect(compared(a, heard(version, 0), 0.4)).toMatchObject([{ kind: 'copy' }]);
  });

  it('are nothing where they are unrelated, or one has no fingerprint', () => {
    const a = heard(track);
    expect(compared(a, heard(music(1200)), 0.4)).toEqual([]);
    expect(compared(a, heard(null), 0)).toEqual([]);
    expect(compared(999, a, 0)).toEqual([]);
  });
});
