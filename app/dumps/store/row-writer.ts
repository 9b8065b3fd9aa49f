/**
 * Writes rows of dumps. A row with the id of one that is there takes its place, unless that came from a newer dump: so
 * files can be added in any order, and twice, with the same end.
 */
import type { DumpKind } from '../../model/dumps.ts';
import { compressToBytes } from '../../audio/chromaprint/compression.ts';
import { plainWords } from '../../identification/matching/text-distance.ts';
import { creditText, type Release } from '../../identification/release.ts';
import type { Connection } from '../../storage/connection.ts';
import type { DumpRow, ReleaseRow } from '../reading/dump-row.ts';
import { uuidBytes } from '../reading/line-values.ts';
import { packRelease, unpackRelease } from './packed-release.ts';
import { recordingKey } from './recording-key.ts';

export interface WrittenRows {
  readonly added: number;
  /** Rows whose id was there. */
  readonly repeated: number;
}

type Values = readonly (number | string | Buffer | null)[];

/** Table, key, and the other columns without `day`. */
const TABLES: Readonly<Record<Exclude<DumpKind, 'release'>, readonly [key: string, ...columns: string[]]>> = {
  track: ['id', 'gid', 'new_id'],
  meta: ['id', 'title', 'artist', 'album', 'album_artist'],
  fingerprint: ['id', 'length', 'data'],
  track_fingerprint: ['id', 'track_id', 'submissions'],
  track_mbid: ['id', 'track_id', 'mbid', 'submissions', 'disabled'],
  track_meta: ['id', 'track_id', 'meta_id', 'submissions'],
  recording: ['mbid', 'title', 'artist', 'length', 'isrcs'],
};

export class RowWriter {
  readonly #connection: Connection;
  readonly #writers = new Map<DumpKind, (row: DumpRow, day: number) => boolean>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Writes rows of one kind, in a transaction of the caller. @param day days since 1970; 0 for unknown */
  write(kind: DumpKind, rows: readonly DumpRow[], day: number): WrittenRows {
    const write = this.#writers.get(kind) ?? this.#writerOf(kind);
    this.#writers.set(kind, write);
    let added = 0;
    for (const row of rows) if (write(row, day)) added += 1;
    this.#connection
      .prepare('INSERT INTO row_count VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET rows = rows + excluded.rows')
      .run(kind, added);
    return { added, repeated: rows.length - added };
  }

  #writerOf(kind: DumpKind): (row: DumpRow, day: number) => boolean {
    if (kind === 'release') return this.#releaseWriter();
    const [key, ...columns] = TABLES[kind];
    const marks = columns.map(() => '?').join(', ');
    const insert = this.#connection.prepare(`INSERT OR IGNORE INTO ${kind} VALUES (?, ${marks}, ?)`);
    const update = this.#connection.prepare(
      `UPDATE ${kind} SET ${columns.map((name) => `${name} = ?`).join(', ')}, day = ? WHERE ${key} = ? AND day <= ?`,
    );
    return (row, day) => {
      const [id, ...values] = valuesOf(row);
      if (insert.run(id, ...values, day).changes === 1) return true;
      update.run(...values, day, id, day);
      return false;
    };
  }

  /** A release has its words and its recordings beside it. */
  #releaseWriter(): (row: DumpRow, day: number) => boolean {
    const known = this.#connection.prepare<[Buffer], { id: number; data: Buffer; day: number }>(
      'SELECT id, data, day FROM "release" WHERE mbid = ?',
    );
    const insert = this.#connection.prepare(
      'INSERT INTO "release" (title, artist, tracks, data, day, mbid) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const update = this.#connection.prepare(
      'UPDATE "release" SET title = ?, artist = ?, tracks = ?, data = ?, day = ? WHERE mbid = ?',
    );
    const words = this.#connection.prepare(
      'INSERT OR REPLACE INTO release_words (rowid, title, artist) VALUES (?, ?, ?)',
    );
    const link = this.#connection.prepare('INSERT OR IGNORE INTO release_recording VALUES (?, ?)');
    const unlink = this.#connection.prepare('DELETE FROM release_recording WHERE recording = ? AND release_id = ?');
    return (row, day) => {
      const { mbid, release } = row as ReleaseRow;
      const before = known.get(mbid);
      if (before !== undefined && before.day > day) return false;
      const { title } = release;
      const artist = creditText(release.credits);
      const values: Values = [title, artist, release.tracks.length, packRelease(release), day, mbid];
      const id = before?.id ?? Number(insert.run(...values).lastInsertRowid);
      if (before !== undefined) {
        update.run(...values);
        for (const key of keysOf(unpackRelease(before.data))) unlink.run(key, id);
      }
      words.run(id, plainWords(title), plainWords(artist));
      for (const key of keysOf(release)) link.run(key, id);
      return before === undefined;
    };
  }
}

const UUID_LENGTH = 36;

/** Of its recordings; those whose id is none are left out. */
function keysOf({ tracks }: Release): number[] {
  return tracks.flatMap(({ recordingId }) => {
    const bytes = recordingId.length === UUID_LENGTH ? uuidBytes(recordingId) : null;
    return bytes?.length === 16 ? [recordingKey(bytes)] : [];
  });
}

/** In the order of the columns. */
function valuesOf(row: DumpRow): [number | Buffer, ...Values] {
  switch (row.kind) {
    case 'track':
      return [row.id, row.gid, row.newId];
    case 'meta':
      return [row.id, row.title, row.artist, row.album, row.albumArtist];
    case 'fingerprint':
      return [row.id, row.length, Buffer.from(compressToBytes(row.items))];
    case 'track_fingerprint':
      return [row.id, row.trackId, row.submissions];
    case 'track_mbid':
      return [row.id, row.trackId, row.mbid, row.submissions, Number(row.disabled)];
    case 'track_meta':
      return [row.id, row.trackId, row.metaId, row.submissions];
    case 'recording':
      return [row.mbid, row.title, row.artist, row.length, row.isrcs.join(' ')];
    case 'release':
      throw new TypeError('releases are written on their own');
  }
}
