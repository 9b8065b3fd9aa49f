/**
 * What Descant is here: its version, and what the library's files take on the disk. It looks at every file of the
 * library folder, one after the other: for a thread that may take a second.
 */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AboutLibrary, LibraryPart } from '../model/about.ts';

const PACKAGE = new URL('../../package.json', import.meta.url);

/** Which part an entry of the library folder belongs to; files of the database have its name and an ending. */
const PARTS: readonly (readonly [RegExp, LibraryPart])[] = [
  [/^library\.db/, 'database'],
  [/^art$/, 'pictures'],
  [/^index$/, 'fingerprints'],
  [/^vectors/, 'vectors'],
  [/^dumps$/, 'dumps'],
  [/^thumbnails$/, 'thumbnails'],
  [/^backups$/, 'backups'],
];

/** @param library absolute path of the library folder */
export function aboutLibrary(library: string): AboutLibrary {
  const bytes: Record<LibraryPart, number> = {
    database: 0,
    pictures: 0,
    fingerprints: 0,
    vectors: 0,
    dumps: 0,
    thumbnails: 0,
    backups: 0,
    other: 0,
  };
  for (const name of namesIn(library)) {
    const part = PARTS.find(([names]) => names.test(name))?.[1] ?? 'other';
    bytes[part] += bytesOf(join(library, name));
  }
  return { version: versionOf(), library, bytes };
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  return version;
}

/** Bytes of a file, or of all files in a folder. Files that go meanwhile, and links, count nothing. */
function bytesOf(path: string): number {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isFile()) return stats.size;
  if (!stats?.isDirectory()) return 0;
  let bytes = 0;
  for (const name of namesIn(path)) bytes += bytesOf(join(path, name));
  return bytes;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
