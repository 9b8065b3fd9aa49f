/** Libraries of other programs as small files, for tests that need no real one: tables as the programs make them. */
import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

type Row = Readonly<Record<string, string | number | Buffer | null>>;

/** Writes `rows` into a table of the database at `path`. @param columns as SQL declares them */
export function writeTable(path: string, table: string, columns: string, rows: readonly Row[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.exec(`CREATE TABLE IF NOT EXISTS ${table} (${columns})`);
  for (const row of rows) {
    const names = Object.keys(row);
    const marks = names.map(() => '?').join();
    database.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${marks})`).run(...Object.values(row));
  }
  database.close();
}

/** A library of beets. @param attributes of items, by their ids */
export function writeBeets(
  path: string,
  items: readonly Row[],
  attributes: readonly (readonly [id: number, key: string, value: string])[] = [],
): void {
  writeTable(
    path,
    'items',
    `id INTEGER PRIMARY KEY, path BLOB, title TEXT, artist TEXT, album TEXT, length REAL, track INTEGER, disc INTEGER,
      mb_trackid TEXT, added REAL`,
    items,
  );
  writeTable(
    path,
    'item_attributes',
    'id INTEGER PRIMARY KEY, entity_id INTEGER, key TEXT, value TEXT',
    attributes.map(([entity_id, key, value]) => ({ entity_id, key, value })),
  );
}

/** The file `songs` of Quod Libet. @param songs as Python expressions of dictionaries */
export function writeQuodLibetSongs(path: string, ...songs: readonly string[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const program = `
import pickle, sys, types
module = types.ModuleType('quodlibet.formats.xiph')
class FLACFile(dict): pass
FLACFile.__module__ = module.__name__
module.FLACFile = FLACFile
sys.modules['quodlibet'] = sys.modules['quodlibet.formats'] = types.ModuleType('quodlibet')
sys.modules[module.__name__] = module
songs = [FLACFile({k.encode(): v for k, v in song.items()}) for song in [${songs.join(',')}]]
open(sys.argv[1], 'wb').write(pickle.dumps(songs, 2))`;
  execFileSync('/usr/bin/python3', ['-c', program, path]);
}
