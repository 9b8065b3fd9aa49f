/** The results of the analysis in the database, and the files without one. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ANALYSIS_VERSION, type AnalysisError, QUALITY_VERSION } from './analysis.ts';
import { type QualityRecord, QualityWriter } from './stored-quality.ts';
import type { AudioFeatures } from '../audio/features/sound-measures.ts';
import { documentHashes } from '../recognition/index-hashes.ts';
import { waitForIndex } from '../recognition/index-server.ts';
import { readFileFingerprint, readStoredFingerprint } from '../recognition/stored-fingerprint.ts';
import type { Connection } from '../storage/connection.ts';
import { stampText } from '../storage/file-stamp.ts';
import { joinPath } from '../storage/path-bytes.ts';

/** A file without an analysis of this version, or without an audio hash. */
export interface PendingFile {
  readonly fileId: number;
  readonly trackId: number;
  readonly path: Uint8Array;
  /** Text of `stampOfStats`: what the file was when the scan read it. */
  readonly stamp: string;
  /** Whether its analysis holds, and only the audio hash or the quality has to be made. */
  readonly analysed: boolean;
  /** Whether its quality holds, too. */
  readonly measured: boolean;
}

export interface AnalysisRecord {
  readonly fileId: number;
  /** As `hashFile` made it: empty where the audio cannot be found. Null: it is still to be made. */
  readonly audioHash: Uint8Array | null;
  /** Absent: the stored quality stays, unless there is a new result. */
  readonly quality?: QualityRecord;
  /** Null: the stored result stays as it is. */
  readonly result:
    | {
        readonly fingerprint: Uint8Array;
        readonly duration: number;
        readonly features: AudioFeatures;
        readonly embedder: string;
      }
    | { readonly error: string; readonly code: AnalysisError['code'] }
    | null;
}

/** SQL over `file`, with `analysis` where there is one: a file that can be analysed. */
const PRESENT = 'file.error IS NULL AND file.missing_since IS NULL';

/** SQL over `analysis` and `sound_quality`: the quality holds, or cannot be measured. */
const MEASURED = `(analysis.error IS NOT NULL OR coalesce(sound_quality.version, 0) >= ${QUALITY_VERSION})`;

/** Files to analyse, to measure or to hash whose id is greater than `afterFileId`, in order of id. Unreadable files are left out. */
export function pendingFiles(connection: Connection, afterFileId: number, limit: number): PendingFile[] {
  const rows = connection
    .prepare<
      { afterFileId: number; version: number; limit: number },
      {
        fileId: number;
        trackId: number;
        folder: Buffer;
        name: Buffer;
        stamp: string;
        analysed: number;
        measured: number;
      }
    >(`
    SELECT file.id AS fileId, track.id AS trackId, folder.path AS folder, file.name, ${stampText('file')} AS stamp,
      coalesce(analysis.version >= @version, 0) AS analysed, ${MEASURED} AS measured
    FROM file JOIN folder ON folder.id = folder_id JOIN track ON track.file_id = file.id
      LEFT JOIN analysis ON analysis.file_id = file.id LEFT JOIN sound_quality ON sound_quality.file_id = file.id
    WHERE file.id > @afterFileId AND ${PRESENT}
      AND (analysis.version IS NULL OR analysis.version < @version OR analysis.audio_hash IS NULL OR NOT ${MEASURED})
    ORDER BY file.id LIMIT @limit`)
    .all({ afterFileId, version: ANALYSIS_VERSION, limit });
  return rows.map(({ fileId, trackId, folder, name, stamp, analysed, measured }) => ({
    fileId,
    trackId,
    path: joinPath(folder, name),
    stamp,
    analysed: analysed === 1,
    measured: measured === 1,
  }));
}

/** The number of files to analyse. */
export function countPending(connection: Connection): number {
  return connection
    .prepare<[number], number>(`
    SELECT count(*) FROM file LEFT JOIN analysis ON analysis.file_id = file.id
    WHERE ${PRESENT} AND (analysis.file_id IS NULL OR analysis.version < ?)`)
    .pluck()
    .get(ANALYSIS_VERSION)!;
}

/** The number of files that are there. */
export function countPresent(connection: Connection): number {
  return connection.prepare<[], number>(`SELECT count(*) FROM file WHERE ${PRESENT}`).pluck().get()!;
}

/** The number of files whose analysis holds, and which lack the rest of it: an earlier Descant has analysed them. */
export function countIncomplete(connection: Connection): number {
  return connection
    .prepare<[number], number>(`
    SELECT count(*) FROM file JOIN analysis ON analysis.file_id = file.id
      LEFT JOIN sound_quality ON sound_quality.file_id = file.id
    WHERE ${PRESENT} AND analysis.version >= ? AND (analysis.audio_hash IS NULL OR NOT ${MEASURED})`)
    .pluck()
    .get(ANALYSIS_VERSION)!;
}

/** The number of files with a fingerprint. */
export function countAnalysed(connection: Connection): number {
  return connection.prepare<[], number>('SELECT count(*) FROM analysis WHERE fingerprint IS NOT NULL').pluck().get()!;
}

interface FileHashes {
  readonly fileId: number;
  readonly hashes: Uint32Array;
}

/**
 * What the index holds of the files whose id is greater than `afterFileId`, in order of id. A damaged fingerprint is a
 * document without hashes, which no search finds.
 */
export function indexDocuments(connection: Connection, afterFileId: number, limit: number): FileHashes[] {
  return connection
    .prepare<[number, number], { fileId: number; fingerprint: Buffer }>(
      'SELECT file_id AS fileId, fingerprint FROM analysis WHERE file_id > ? AND fingerprint IS NOT NULL ORDER BY file_id LIMIT ?',
    )
    .all(afterFileId, limit)
    .map(({ fileId, fingerprint }) => ({
      fileId,
      hashes: documentHashes(readFileFingerprint(connection, fileId, fingerprint) ?? new Uint32Array()),
    }));
}

/**
 * Queues all files with a result but these for a new analysis, and leaves out those that are queued already.
 * @returns the number of files
 */
export function analyseAgainWithout(connection: Connection, fileIds: readonly number[]): Promise<number> {
  return markForAnalysis(
    connection,
    'version > 0 AND file_id NOT IN (SELECT value FROM json_each(?))',
    JSON.stringify(fileIds),
  );
}

/** Queues all files with a result for a new analysis. @returns the number of files */
export function analyseAgain(connection: Connection): Promise<number> {
  return markForAnalysis(connection, '1');
}

/** Until the new analysis the results stay. Marks a few rows at a time, because rows are long. */
async function markForAnalysis(connection: Connection, where: string, ...values: readonly string[]): Promise<number> {
  const last = connection
    .prepare<[number], number | null>(
      'SELECT max(file_id) FROM (SELECT file_id FROM analysis WHERE file_id > ? ORDER BY file_id LIMIT 500)',
    )
    .pluck();
  const mark = connection.prepare(
    `UPDATE analysis SET version = 0 WHERE file_id > ? AND file_id <= ? AND error IS NULL AND ${where}`,
  );
  let files = 0;
  for (let after = 0, to = last.get(0); to !== null && to !== undefined; after = to, to = last.get(after)) {
    files += mark.run(after, to, ...values).changes;
    await nextTurn();
  }
  return files;
}

/** SQL over the table `analysis`: the sound is too short to be recognised and compared, which is no fault. */
export const TOO_SHORT = "coalesce(analysis.error_code, '') = 'TOO_SHORT'";
/** The failure of a file whose fingerprint was damaged after it was stored. */
const DAMAGED = 'The stored fingerprint was damaged; the file is analysed again.';
/** SQL over the table `analysis`: a failure that needs attention. */
export const NEEDS_ATTENTION = `analysis.error IS NOT NULL AND NOT ${TOO_SHORT}`;

/** Results that are stored together. */
export interface StoredAnalyses {
  readonly records: readonly AnalysisRecord[];
  /** Documents that the fingerprint index lacks, since its server is away. */
  readonly waiting?: readonly number[];
}

/** Stores a batch of results in one transaction; results of files that no longer exist are left out. */
export function storeAnalyses(connection: Connection, { records, waiting = [] }: StoredAnalyses): void {
  const insert = connection.prepare(`
    INSERT OR REPLACE INTO analysis (file_id, version, analysed_at, error, error_code, fingerprint, fingerprint_duration, bpm, musical_key,
      spectral_centroid, spectral_bandwidth, rms_energy, embedder, audio_hash)
    SELECT @fileId, ${ANALYSIS_VERSION}, @now, @error, @code, @fingerprint, @duration, @bpm, @key, @spectralCentroid, @spectralBandwidth, @rmsEnergy, @embedder, @audioHash
    WHERE EXISTS (SELECT 1 FROM file WHERE id = @fileId)`);
  const setHash = connection.prepare('UPDATE analysis SET audio_hash = ? WHERE file_id = ?');
  const qualities = new QualityWriter(connection);
  const nothing = {
    error: null,
    code: null,
    fingerprint: null,
    duration: null,
    bpm: null,
    key: null,
    spectralCentroid: null,
    spectralBandwidth: null,
    rmsEnergy: null,
    embedder: null,
  };
  connection.transaction(() => {
    if (waiting.length > 0) waitForIndex(connection, waiting);
    for (const { fileId, audioHash, quality, result } of records) {
      if (result === null) {
        setHash.run(audioHash, fileId);
        if (quality !== undefined) qualities.write(fileId, quality);
        continue;
      }
      const columns =
        'error' in result
          ? { error: result.error, code: result.code }
          : {
              fingerprint: result.fingerprint,
              duration: result.duration,
              embedder: result.embedder,
              ...result.features,
            };
      insert.run({ ...nothing, fileId, audioHash, now: Date.now(), ...columns });
      if (quality !== undefined) qualities.write(fileId, quality);
    }
  })();
}

/**
 * Takes damaged fingerprints out of the database: their files have a failure that needs attention, and are queued for a
 * new analysis. One transaction.
 * @returns the files whose fingerprint was damaged still
 */
export function forgetDamaged(connection: Connection, fileIds: readonly number[]): number[] {
  const read = connection
    .prepare<[number], Buffer | null>('SELECT fingerprint FROM analysis WHERE file_id = ?')
    .pluck();
  const forget = connection.prepare(
    'UPDATE analysis SET version = 0, fingerprint = NULL, error = ?, error_code = ?, analysed_at = ? WHERE file_id = ?',
  );
  return connection.transaction(() =>
    fileIds.filter((fileId) => {
      const stored = read.get(fileId);
      if (!stored || readStoredFingerprint(stored) !== null) return false;
      forget.run(DAMAGED, 'DAMAGED_FINGERPRINT', Date.now(), fileId);
      return true;
    }),
  )();
}

/** Deletes failures that need attention, so that their files are analysed again. @returns the number of files */
export function retryFailed(connection: Connection): number {
  return connection.prepare(`DELETE FROM analysis WHERE ${NEEDS_ATTENTION}`).run().changes;
}

/** Track id → file id, for the tracks whose file the analysis has made a vector of. */
export function comparedFiles(connection: Connection, trackIds: readonly number[]): Map<number, number> {
  const rows = connection
    .prepare<[string], { id: number; file_id: number }>(`
    SELECT track.id, track.file_id FROM track JOIN analysis ON analysis.file_id = track.file_id
    WHERE analysis.embedder IS NOT NULL AND track.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(trackIds));
  return new Map(rows.map((row) => [row.id, row.file_id]));
}

/** File id → track id, for the tracks whose file is present. */
export function tracksOfFiles(connection: Connection, fileIds: readonly number[]): Map<number, number> {
  const rows = connection
    .prepare<[string], { id: number; file_id: number }>(
      'SELECT id, file_id FROM track WHERE present = 1 AND file_id IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(fileIds));
  return new Map(rows.map((row) => [row.file_id, row.id]));
}
