/**
 * Recovers the state of an index from its directory: the file segments that the manifest names, then every update that the
 * logs add to them. Files that a crash left behind are removed.
 */

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockCache, BlockUsage } from '../blocks/block-cache.ts';
import { corruptFile } from '../contract/index-error.ts';
import { replayLog } from '../log/log-replay.ts';
import { FileSegment } from '../segments/file-segment.ts';
import type { MemorySegment } from '../segments/memory-segment.ts';
import { supersedeAll } from '../segments/superseded-documents.ts';
import { logPath, manifestPath, parseFileName, segmentPath } from '../storage/index-files.ts';
import { IndexState } from './index-state.ts';
import { EMPTY_MANIFEST, readManifest, writeManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';

/** A log that was replayed, and the memory segment that has its documents. */
export interface ReplayedLog {
  readonly number: number;
  /** Length of its complete records, in bytes. */
  readonly length: number;
  readonly segment: MemorySegment;
  /** The index's version and metadata after the log's last record. */
  readonly version: number;
  readonly metadata: Manifest['metadata'];
}

export interface Recovered {
  readonly state: IndexState;
  readonly manifest: Manifest;
  /** From old to new; the segment of the last one is the active one. */
  readonly logs: readonly ReplayedLog[];
  /** Larger than the number of any file. */
  readonly nextNumber: number;
}

/**
 * Opens or creates the index in a directory that is locked. `expectedPostings`: how large memory segments are likely to
 * become. Rejects with `CorruptFile` or `WriteFailed`.
 */
export async function recover(
  directory: string,
  cache: BlockCache,
  usage: BlockUsage,
  expectedPostings: number,
): Promise<Recovered> {
  mkdirSync(directory, { recursive: true });
  const present = listFiles(directory);
  let manifest = readManifest(directory);
  if (manifest === undefined) {
    if (present.segments.length + present.logs.length > 0) throw corruptFile(manifestPath(directory), 'it is missing');
    manifest = EMPTY_MANIFEST;
    await writeManifest(directory, manifest);
  }
  removeLeftovers(directory, manifest, present);

  const { firstLog } = manifest;
  const files: FileSegment[] = [];
  try {
    for (const number of manifest.segments) {
      files.push(new FileSegment(number, segmentPath(directory, number), cache, usage));
    }
    supersedeAll(files);
    const state = new IndexState(manifest.version, manifest.metadata, files, expectedPostings);
    const logs = replayLogs(
      directory,
      state,
      present.logs.filter((number) => number >= firstLog),
    );
    return { state, manifest, logs, nextNumber: 1 + Math.max(firstLog, ...present.segments, ...present.logs) };
  } catch (error) {
    for (const file of files) file.release();
    throw error;
  }
}

/** Applies the logs, from old to new. Each has a memory segment of its own. */
function replayLogs(directory: string, state: IndexState, numbers: readonly number[]): ReplayedLog[] {
  const logs: ReplayedLog[] = [];
  for (const number of numbers) {
    if (logs.length > 0) state.freeze();
    const path = logPath(directory, number);
    const length = replayLog(path, (record) => {
      if (record.version !== state.version + 1) {
        throw corruptFile(path, `version ${record.version} follows version ${state.version}`);
      }
      state.apply(record);
    });
    logs.push({ number, length, segment: state.active, version: state.version, metadata: state.metadata });
  }
  return logs;
}

/** The files of an index that are in its directory. */
interface PresentFiles {
  readonly segments: readonly number[];
  readonly logs: readonly number[];
  readonly temporary: readonly string[];
}

function listFiles(directory: string): PresentFiles {
  const segments: number[] = [];
  const logs: number[] = [];
  const temporary: string[] = [];
  for (const name of readdirSync(directory)) {
    const file = parseFileName(name);
    if (file?.kind === 'segment') segments.push(file.number);
    if (file?.kind === 'log') logs.push(file.number);
    if (file?.kind === 'temporary') temporary.push(name);
  }
  return { segments, logs: logs.sort((a, b) => a - b), temporary };
}

function removeLeftovers(directory: string, manifest: Manifest, present: PresentFiles): void {
  const named = new Set(manifest.segments);
  const leftovers = [
    ...present.temporary.map((name) => join(directory, name)),
    ...present.segments.filter((number) => !named.has(number)).map((number) => segmentPath(directory, number)),
    ...present.logs.filter((number) => number < manifest.firstLog).map((number) => logPath(directory, number)),
  ];
  // A temporary file is no longer there if the new manifest was written to it.
  for (const path of leftovers) rmSync(path, { force: true });
}
