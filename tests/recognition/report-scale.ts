/**
 * How long a library of generated recordings takes: all of them after an upgrade, and one more track after its analysis.
 * Fingerprints change a few bits from item to item, as those of music do; a tenth are copies and parts of others.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIndex } from '../../index-engine/index.ts';
import { ANALYSIS_VERSION } from '../../app/analysis/analysis.ts';
import { compressToBytes } from '../../app/audio/chromaprint/compression.ts';
import { seededRandom } from '../../app/audio/test-signals.ts';
import { memoryLibrary } from '../../app/library/testing-library.ts';
import { openFingerprintIndex } from '../../app/recognition/fingerprint-index.ts';
import { documentHashes } from '../../app/recognition/index-hashes.ts';
import { RecordingUpkeep } from '../../app/recordings/recording-upkeep.ts';
import { openReaders } from '../../app/service/readers.ts';
import type { ServedWrites } from '../../app/service/write-methods.ts';
import { databasePath } from '../../app/storage/connection.ts';
import { startThread } from '../../app/storage/thread.ts';

/** Items of a whole track: not quite two minutes. */
const ITEMS = 900;
/** Items of a part. */
const PART = 200;
/** Every so manyth track is a copy of the one before, or a part of it. */
const [COPIES, PARTS] = [12, 60];
/** Tracks that are analysed once all others are compared. */
const LATER = 100;
const BATCH = 1000;

export async function reportScale(count: number): Promise<void> {
  const library = mkdtempSync(join(tmpdir(), 'descant-scale-'));
  const later = await generate(library, count);
  const fail = (error: Error): void => {
    throw error;
  };
  const readers = await openReaders(library, fail, () => {});
  const writer = await startThread<ServedWrites>(new URL('../../app/service/writer-thread.ts', import.meta.url), {
    data: { library },
    onExit: fail,
  });
  const index = await openFingerprintIndex(join(library, 'index'), null, console.error);
  const upkeep = new RecordingUpkeep({
    read: readers.read,
    write: writer.call,
    index,
    isOtherMix: async () => false,
    onProblem: fail,
    onChange: () => {},
  });
  try {
    const [start, cpu, memory] = [performance.now(), process.cpuUsage(), process.memoryUsage.rss()];
    await upkeep.comparedUpTo(Infinity);
    const { user, system } = process.cpuUsage(cpu);
    const grown = (process.memoryUsage.rss() - memory) / 2 ** 20;
    const { recordings } = await readers.read.recordingList({ after: 0, limit: 1_000_000, least: 2 });
    console.log(`## ${count} generated recordings\n`);
    console.log(
      `All: ${((performance.now() - start) / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of CPU, ${grown.toFixed(0)} MB more in memory; ${recordings.length} recordings with several copies`,
    );
    const times: number[] = [];
    for (const { fileId, fingerprint } of later) {
      await index.update([{ type: 'insert', id: fileId, hashes: documentHashes(fingerprint) }]);
      await writer.call.storeAnalyses({ records: [recordOf(fileId, fingerprint)], trackIds: [fileId] });
      const from = performance.now();
      await upkeep.comparedUpTo(fileId);
      times.push(performance.now() - from);
    }
    // The first one has the threads load their code.
    const sorted = times.slice(1).toSorted((a, b) => a - b);
    const at = (part: number): string => sorted[Math.floor(part * (sorted.length - 1))]!.toFixed(1);
    const placed = await readers.read.recordingsOfTracks({ ids: later.map(({ fileId }) => fileId) });
    console.log(
      `One more: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms; ${placed.size} of ${LATER} placed\n`,
    );
  } finally {
    await index.close();
    await readers.close();
    await writer.close();
    rmSync(library, { recursive: true });
  }
}

interface Later {
  readonly fileId: number;
  readonly fingerprint: Uint32Array;
}

/** Writes a library of an earlier version: analysed, and nothing compared. @returns tracks that are analysed later */
async function generate(library: string, count: number): Promise<Later[]> {
  mkdirSync(library, { recursive: true });
  const { connection, add, analyse } = memoryLibrary(databasePath(library));
  connection.pragma('journal_mode = WAL');
  const random = seededRandom(100);
  const index = await openIndex(join(library, 'index'));
  const store = connection.prepare(
    'UPDATE analysis SET fingerprint = ?, version = ?, analysed_at = ? WHERE file_id = ?',
  );
  let before = generated(random);
  for (let at = 0; at < count; at += BATCH) {
    const documents: { type: 'insert'; id: number; hashes: Uint32Array }[] = [];
    connection.transaction(() => {
      for (let track = at; track < Math.min(at + BATCH, count); track += 1) {
        const fingerprint = nextSound(track, before, random);
        if (fingerprint.length === ITEMS) before = fingerprint;
        const id = add({ name: `${track}.flac`, duration: fingerprint.length / 8 });
        analyse(id);
        store.run(compressToBytes(fingerprint), ANALYSIS_VERSION, 1000, id);
        documents.push({ type: 'insert', id, hashes: documentHashes(fingerprint) });
      }
    })();
    await index.update(documents);
    process.stderr.write(`\rgenerated: ${at + documents.length} of ${count} `);
  }
  process.stderr.write('\n');
  const later = Array.from({ length: LATER }, (_, at) => {
    const fingerprint = nextSound(at, before, random);
    if (fingerprint.length === ITEMS) before = fingerprint;
    return { fileId: add({ name: `later-${at}.flac`, duration: fingerprint.length / 8 }), fingerprint };
  });
  await index.close();
  connection.close();
  return later;
}

function nextSound(track: number, before: Uint32Array, random: () => number): Uint32Array {
  if (track % PARTS === PARTS - 1) return changed(before, random).subarray(300, 300 + PART);
  return track % COPIES === COPIES - 1 ? changed(before, random) : generated(random);
}

const bits = (random: () => number): number => Math.floor(random() * 2 ** 32) >>> 0;

/** Each item differs from the one before in an eighth of its bits. */
function generated(random: () => number): Uint32Array {
  let item = bits(random);
  return Uint32Array.from(
    { length: ITEMS },
    () => (item = (item ^ (bits(random) & bits(random) & bits(random))) >>> 0),
  );
}

/** A copy of which a thirty-second of the bits differ. */
function changed(sound: Uint32Array, random: () => number): Uint32Array {
  return sound.map((item) => (item ^ (bits(random) & bits(random) & bits(random) & bits(random) & bits(random))) >>> 0);
}

function recordOf(fileId: number, fingerprint: Uint32Array) {
  const features = { bpm: 120, key: 'C', spectralCentroid: 1, spectralBandwidth: 1, rmsEnergy: 0.1 };
  return {
    fileId,
    audioHash: null,
    result: { fingerprint: compressToBytes(fingerprint), duration: fingerprint.length / 8, features, embedder: 'none' },
  };
}
