/** The files of dumps that a person means by paths of files and folders, in the order in which they are added. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DUMP_KINDS, type DumpKind } from '../model/dumps.ts';
import { DumpError } from './dump-error.ts';
import { readDumpName } from './reading/dump-names.ts';
import type { FileStamp } from './store/stored-files.ts';
import { whyOf } from '../model/system-errors.ts';

/** Folders inside each other that are looked through: AcoustID's are year/month. */
const DEEPEST = 4;
const MOST_FILES = 200_000;

export interface DumpSource extends FileStamp {
  readonly path: string;
  /** Without its folder. */
  readonly name: string;
  readonly kind: DumpKind;
  /** YYYY-MM-DD. */
  readonly day: string | null;
}

export interface FoundDumps {
  /** Older days first; of a day in the order of the lists. */
  readonly sources: readonly DumpSource[];
  /** Names of lists that nothing is read of. */
  readonly ignored: readonly string[];
}

/**
 * @param paths absolute; other files of a folder are left out
 * @throws DumpError NOT_FOUND; UNKNOWN_DUMP for a file that is named and no dump, or where there is none at all
 */
export async function findDumps(paths: readonly string[]): Promise<FoundDumps> {
  const files: string[] = [];
  for (const path of paths) {
    const isFolder = (await statOf(path)).isDirectory();
    if (!isFolder && readDumpName(basename(path)) === null) throw unknown(path);
    if (isFolder) await collect(path, 1, files);
    else files.push(path);
  }
  const sources = new Map<string, DumpSource>();
  const ignored: string[] = [];
  for (const path of files) {
    const name = basename(path);
    const { kind, day } = readDumpName(name)!;
    if (kind === null) {
      ignored.push(name);
      continue;
    }
    const { size, mtimeMs } = await statOf(path);
    sources.set(path, { path, name, kind, day, bytes: size, modified: mtimeMs });
  }
  if (sources.size === 0 && ignored.length === 0) throw unknown(paths.join(', '));
  const inOrder = [...sources.values()].sort(
    (a, b) =>
      compare(a.day ?? '', b.day ?? '') ||
      DUMP_KINDS.indexOf(a.kind) - DUMP_KINDS.indexOf(b.kind) ||
      compare(a.path, b.path),
  );
  return { sources: inOrder, ignored };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function collect(folder: string, depth: number, files: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    if (entry.isDirectory() && depth < DEEPEST) await collect(join(folder, entry.name), depth + 1, files);
    else if (entry.isFile() && readDumpName(entry.name) !== null) files.push(join(folder, entry.name));
    if (files.length > MOST_FILES) {
      throw new DumpError(
        'UNKNOWN_DUMP',
        `${folder} has more than ${MOST_FILES} files of dumps: add its folders in turn`,
      );
    }
  }
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw new DumpError('NOT_FOUND', `${path} cannot be read: ${whyOf(error)}`, path);
  }
}

function unknown(path: string): DumpError {
  return new DumpError(
    'UNKNOWN_DUMP',
    `${path} is no dump that can be read: AcoustID's are called 2026-07-22-fingerprint-update.jsonl.gz, MusicBrainz' release.tar.xz and recording.tar.xz`,
    path,
  );
}
