/**
 * Brings back the state of an index from its directory: the file segments that the manifest names, then every update
 * that the logs have on top of them. Files that a crash left behind are removed.
 */

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockCache, BlockUsage } from '../blocks/block-cache.ts';
import { corruptFile } from '../contract/index-error.ts';
import { FileSegment } from '../segments/file-segment.ts';
import { IndexState } from './index-state.ts';
import { replayLog } from '../log/log-replay.ts';
import { EMPTY_MANIFEST, readManifest, writeManifest } from './manifest.ts';
import { logPath, manifestPath, parseFileName, segmentPath } from '../storage/index-files.ts';
import type { Manifest } from './manifest.ts';
import type { MemorySegment } from '../segments/memory-segment.ts';
import { supersedeAll } from '../segments/superseded-documents.ts';

/** A log that was replayed, and the memory segment that has its documents. */
export interface ReplayedLog {
  readonly number: number;
  /** Length of its whole part. */
  readonly length: number;
  readonly segment: MemorySegment;
  /** Version and metadata with the log's last record. */
  readonly version: number;
  readonly metadata: Manifest['metadata'];
}

export interface Recovered {
  readonly state: IndexState;
  readonly manifest: Manifest;
  /** From old to new; the last one's segment is the active one. */
  readonly logs: readonly ReplayedLog[];
  /** Larger than the number of any file. */
  readonly nextNumber: number;
}

/** Opens or creates the index in a directory that is locked. Throws `CorruptFile` naming a damaged file. */
export async function recover(directory: string, cache: BlockCache, usage: BlockUsage): Promise<Recovered> {
  mkdirSync(directory, { recursive: true });
  const present = listFiles(directory);
  let manifest = readManifest(directory);
  if (manifest === undefined) {
    if (present.segments.length + present.logs.length > 0) throw corruptFile(manifestPath(directory), 'it is missing');
    manifest = EMPTY_MANIFEST;
    await writeManifest(directory, manifest);
  }
  removeLeftovers(directory, manifest, present);

  const state = new IndexState(manifest.version, manifest.metadata);
  try {
    for (const number of manifest.segments) {
      state.files = [...state.files, new FileSegment(number, segmentPath(directory, number), cache, usage)];
    }
    supersedeAll(state.files);
    const { firstLog } = manifest;
    const logs = replayLogs(
      directory,
      state,
      present.logs.filter((number) => number >= firstLog),
    );
    return { state, manifest, logs, nextNumber: 1 + Math.max(0, firstLog, ...present.segments, ...present.logs) };
  } catch (error) {
    for (const file of state.files) file.release();
    throw error;
  }
}

function replayLogs(directory: string, state: IndexState, numbers: readonly number[]): ReplayedLog[] {
  const logs: ReplayedLog[] = [];
  for (const number of numbers) {
    if (logs.length > 0) state.freeze();
    const path = logPath(directory, number);
    const length = replayLog(path, (record) => {
      if (record.version !== state.version + 1) {
        throw corruptFile(path, `it goes on with version ${record.version} behind version ${state.version}`);
      }
      state.apply(record);
    });
    logs.push({ number, length, segment: state.active, version: state.version, metadata: state.metadata });
  }
  return logs;
}

interface Present {
  readonly segments: readonly number[];
  readonly logs: readonly number[];
  readonly temporary: readonly string[];
}

function listFiles(directory: string): Present {
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

function removeLeftovers(directory: string, manifest: Manifest, present: Present): void {
  const named = new Set(manifest.segments);
  const leftovers = [
    ...present.temporary.map((name) => join(directory, name)),
    ...present.segments.filter((number) => !named.has(number)).map((number) => segmentPath(directory, number)),
    ...present.logs.filter((number) => number < manifest.firstLog).map((number) => logPath(directory, number)),
  ];
  for (const path of leftovers) rmSync(path, { force: true });
}
