/** Tracks of a library in memory that sound as a test says. */
import { openMemoryIndex, type FingerprintIndex } from '../../index-engine/index.ts';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import type { CommonPart } from '../analysis/analysis.ts';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { compareFiles } from '../duplicates/compare-files.ts';
import { memoryLibrary, type MemoryLibrary, type SampleFile } from '../library/testing-library.ts';
import { documentHashes } from '../recognition/index-hashes.ts';
import { documentOfSubmitted } from '../recognition/index-ids.ts';
import {
  compareAgain,
  firstUncompared,
  storeComparedAgain,
  storeComparisons,
  uncomparedFiles,
} from './compared-files.ts';
import { filePaths } from './file-paths.ts';
import { RecordingUpkeep, type UpkeepReads, type UpkeepWrites } from './recording-upkeep.ts';
import { outdatedPairs } from './sound-pairs.ts';

export interface HeardLibrary extends MemoryLibrary {
  /** Adds a track with this fingerprint, analysed now. @returns its id, which is the file's too */
  hear(
    fingerprint: Uint32Array,
    seconds?: number,
    encoding?: Partial<Pick<SampleFile, 'bitrate' | 'lossless'>>,
  ): number;
  /** Analyses a track's file anew. */
  hearAgain(id: number, fingerprint: Uint32Array): void;
  /** Keeps a fingerprint of no file as one of a recording. */
  submit(recording: number, fingerprint: Uint32Array): void;
  /** Whether two files whose fingerprints leave a doubt are two mixes. */
  isOtherMix(parts: CommonPart): Promise<boolean | null>;
  /** What the upkeep reads with. */
  reads: { -readonly [Name in keyof UpkeepReads]: UpkeepReads[Name] };
  /** What the upkeep writes with. */
  writes: { -readonly [Name in keyof UpkeepWrites]: UpkeepWrites[Name] };
  /** Compares what is not compared. */
  upkeep: RecordingUpkeep;
  /** Number of hashes of each search of the index. */
  searches: number[];
  /** Problems of the upkeep. */
  problems: string[];
  /** How often the upkeep has told that known pairs are something else. */
  changes: number;
  /** Another upkeep of the same library, as after a start. */
  startAgain(): void;
}

const random = new SeededRandom(27);

/** Items that share nothing with any others. */
export function music(items: number): Uint32Array {
  return Uint32Array.from({ length: items }, () => random.u32());
}

/** The same with another low bit in every fourth item. */
export function copyOf(sound: Uint32Array): Uint32Array {
  return sound.map((item, at) => (at % 4 === 0 ? (item ^ 1) >>> 0 : item));
}

/** @param index an empty one */
export function heardLibrary(index: Pick<FingerprintIndex, 'update' | 'search'> = openMemoryIndex()): HeardLibrary {
  const library = memoryLibrary();
  const { connection } = library;
  /** Settles when all documents are in the index. */
  let indexed: Promise<unknown> = Promise.resolve();
  const put = (id: number, fingerprint: Uint32Array): void => {
    const change = { type: 'insert', id, hashes: documentHashes(fingerprint) } as const;
    indexed = indexed.then(() => index.update([change]));
  };
  const searches: number[] = [];
  const problems: string[] = [];
  let clock = 1000;
  const store = (id: number, fingerprint: Uint32Array): void => {
    connection.prepare('DELETE FROM analysis WHERE file_id = ?').run(id);
    library.analyse(id);
    connection
      .prepare('UPDATE analysis SET fingerprint = ?, analysed_at = ? WHERE file_id = ?')
      .run(compressToBytes(fingerprint), Math.max(Date.now(), ++clock), id);
    put(id, fingerprint);
  };
  const search: FingerprintIndex['search'] = async (hashes, options) => {
    searches.push(hashes.length);
    await indexed;
    return index.search(hashes, options);
  };
  const writes: HeardLibrary['writes'] = {
    storeComparisons: async (found) => storeComparisons(connection, found),
    storeComparedAgain: async (found) => storeComparedAgain(connection, found),
    compareAgain: () => compareAgain(connection),
  };
  const reads: HeardLibrary['reads'] = {
    firstUncompared: async () => firstUncompared(connection),
    uncomparedFiles: async (page) => uncomparedFiles(connection, page),
    outdatedPairs: async (page) => outdatedPairs(connection, page),
    compareFiles: async ({ pairs, least }) => compareFiles(connection, pairs, least),
    filePaths: async ({ ids }) => filePaths(connection, ids),
  };
  const openUpkeep = (): RecordingUpkeep =>
    new RecordingUpkeep({
      read: reads,
      write: writes,
      index: { search },
      isOtherMix: (parts) => heard.isOtherMix(parts),
      onProblem: ({ message }) => problems.push(message),
      onChange: () => (heard.changes += 1),
    });
  const heard: HeardLibrary = {
    ...library,
    isOtherMix: async () => false,
    reads,
    writes,
    searches,
    problems,
    hear(fingerprint, seconds = 150, encoding = {}) {
      const id = library.add({ name: `${random.u32()}.flac`, duration: seconds, ...encoding });
      store(id, fingerprint);
      return id;
    },
    hearAgain: store,
    submit(recording, fingerprint) {
      const { lastInsertRowid } = connection
        .prepare(
          `INSERT INTO recording_fingerprint (recording_id, fingerprint, duration, submissions, made_at)
           VALUES (?, ?, 150, 1, 1)`,
        )
        .run(recording, compressToBytes(fingerprint));
      put(documentOfSubmitted(Number(lastInsertRowid)), fingerprint);
    },
    changes: 0,
    startAgain() {
      heard.upkeep = openUpkeep();
    },
    upkeep: openUpkeep(),
  };
  return heard;
}
