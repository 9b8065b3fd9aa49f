/**
 * Which program has made a file, told by what is in it, and which file of a folder is meant. A person may name the
 * folder in which a program keeps its library, or the file itself.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SOURCE_KINDS, type SourceKind } from '../../model/imports.ts';
import { ImportSourceError } from '../import-source-error.ts';
import { columnsOf, onSourceDatabase } from './source-database.ts';
import { headOf } from './source-text.ts';

export interface FoundSource {
  readonly kind: SourceKind;
  /** The file that holds the library. */
  readonly path: string;
}

/** Files that hold a library, in the folders of the programs. */
const LIBRARY_FILES = [
  'library.db',
  'musiclibrary.db',
  'rhythmdb.xml',
  'songs',
  'strawberry.db',
  'strawberry/strawberry.db',
  'clementine.db',
  'Library.xml',
  'iTunes Library.xml',
  'iTunes Music Library.xml',
];

const HEAD = 4096;
const SQLITE = 'SQLite format 3\0';

/**
 * @param asked the kind that a person has named; null to tell it by the content
 * @throws ImportSourceError where there is nothing that can be imported
 */
export function findSource(path: string, asked: SourceKind | null): FoundSource {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new ImportSourceError('SOURCE_UNREADABLE', 'there is no such file or folder', path);
  const file = stats.isDirectory() ? libraryIn(path) : besidePlaylists(path);
  const kind = kindOf(file);
  if (asked !== null && asked !== kind && !(asked === 'musicbee' && kind === 'itunes')) {
    const what = kind === null ? 'is not recognised' : `is a library of ${kind}`;
    throw new ImportSourceError('BAD_SOURCE', `the file ${what}, not of ${asked}`, file);
  }
  if (kind === null) {
    throw new ImportSourceError(
      'UNKNOWN_SOURCE',
      `this is a library of no program that is known (${SOURCE_KINDS.join(', ')}), and no playlist (.m3u, .xspf, .nsp)`,
      file,
    );
  }
  return { kind: asked ?? kind, path: file };
}

function libraryIn(folder: string): string {
  const found = LIBRARY_FILES.map((name) => join(folder, name)).find(
    (path) => existsSync(path) && kindOf(path) !== null,
  );
  if (found !== undefined) return found;
  throw new ImportSourceError(
    'UNKNOWN_SOURCE',
    `this folder holds no library that is known: ${LIBRARY_FILES.join(', ')}`,
    folder,
  );
}

/** Rhythmbox has two files; its playlists need the tracks beside them. */
function besidePlaylists(path: string): string {
  if (!headOf(path, HEAD).includes('<rhythmdb-playlists')) return path;
  const library = join(path, '../rhythmdb.xml');
  if (existsSync(library)) return library;
  throw new ImportSourceError(
    'BAD_SOURCE',
    'the tracks of these playlists are in rhythmdb.xml, which is not beside it',
    path,
  );
}

function kindOf(path: string): SourceKind | null {
  const head = headOf(path, HEAD);
  if (head.includes(SQLITE)) return databaseKind(path);
  if (head[0] === 0x80 && head.includes('quodlibet.formats')) return 'quodlibet';
  const text = head[0] === 0xff ? head.subarray(0, head.length & ~1).toString('utf16le') : head.toString();
  if (/<rhythmdb\s/.test(text)) return 'rhythmbox';
  if (text.includes('<PlaybackStatistics')) return 'foobar2000';
  if (text.includes('<plist')) return 'itunes';
  return null;
}

function databaseKind(path: string): SourceKind | null {
  const [kind] = onSourceDatabase(path, (connection) => {
    if (columnsOf(connection, 'item_attributes').has('entity_id')) return ['beets' as const];
    const columns = columnsOf(connection, 'songs');
    if (!columns.has('playcount')) return [];
    // Strawberry began as Clementine and says where a song comes from.
    return [columns.has('source') || columns.has('url') ? ('strawberry' as const) : ('clementine' as const)];
  });
  return kind ?? null;
}
