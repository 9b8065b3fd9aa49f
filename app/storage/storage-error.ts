/**
 * Errors of SQLite as sentences: which file, what happened to it, and what to do. SQLite's own texts name no file
 * ("file is not a database").
 */

/** A database file that cannot be used, or not at the moment. */
export class StorageError extends Error {
  readonly code: 'LIBRARY_DAMAGED' | 'DISK_FULL' | 'STORAGE_FAILED';
  /** The database file. */
  readonly path: string;
  constructor(code: StorageError['code'], path: string, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.code = code;
    this.path = path;
  }
}

const RESTORE =
  'your music files are not affected. Copy the library folder before anything else; then "descant restore" brings back the edits from a backup';

const FULL = 'cannot grow, because its disk is full; free some space and try again';

/** Beginning of SQLite's result code → what to tell. The first that fits holds. */
const EXPLANATIONS: readonly (readonly [string, StorageError['code'], string])[] = [
  [
    'SQLITE_CORRUPT_VTAB',
    'LIBRARY_DAMAGED',
    'has a damaged full-text search; "descant rebuild --search" makes it again',
  ],
  ['SQLITE_CORRUPT', 'LIBRARY_DAMAGED', `is damaged; ${RESTORE}`],
  ['SQLITE_NOTADB', 'LIBRARY_DAMAGED', `is damaged: it is no database any more; ${RESTORE}`],
  ['SQLITE_FULL', 'DISK_FULL', FULL],
  // The memory that connections share is a file beside the database.
  ['SQLITE_IOERR_SHMSIZE', 'DISK_FULL', FULL],
  ['SQLITE_IOERR_SHMMAP', 'DISK_FULL', FULL],
  ['SQLITE_IOERR', 'STORAGE_FAILED', 'cannot be read or written: its disk reports errors, or is gone'],
  ['SQLITE_READONLY', 'STORAGE_FAILED', 'cannot be written; check its permissions and those of its folder'],
  ['SQLITE_CANTOPEN', 'STORAGE_FAILED', 'cannot be opened; check its permissions and those of its folder'],
];

/** The error to throw instead of `error`, which the database at `path` threw; others than SQLite's stay as they are. */
export function storageError(error: unknown, path: string): unknown {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return error;
  const found = EXPLANATIONS.find(([begin]) => code.startsWith(begin));
  return found ? new StorageError(found[1], path, `${path} ${found[2]}`, error) : error;
}

/** Does `work` on the database at `path`. @throws StorageError for an error of SQLite that has an explanation */
export function onDatabase<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw storageError(error, path);
  }
}

/** Does `work`, which reads databases and writes a new one at `path`: the disk that is full is that of the new one. */
export async function writingDatabase<Result>(path: string, work: () => Result): Promise<Awaited<Result>> {
  try {
    return await work();
  } catch (error) {
    throw (error as { code?: unknown } | null)?.code === 'SQLITE_FULL' ? storageError(error, path) : error;
  }
}

type Methods = Record<string, (argument: never) => unknown>;

/** The same methods, whose errors are those of `storageError`. */
export function explaining<Served extends Methods>(path: string, methods: Served): Served {
  const explained = Object.entries(methods).map(([name, method]) => [
    name,
    async (argument: never) => {
      try {
        return await method(argument);
      } catch (error) {
        throw storageError(error, path);
      }
    },
  ]);
  return Object.fromEntries(explained) as Served;
}
