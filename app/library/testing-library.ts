/** A library in memory whose files exist in the database alone, for tests of what reads and writes tracks. */
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { PictureRef, Tags } from '../../fuse/formats/layout.ts';
import type { Connection } from '../storage/connection.ts';
import { toJsonColumn } from '../storage/json-column.ts';
import { migrate } from '../storage/migrate.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import { kindOf } from '../../fuse/formats/formats.ts';
import { EffectiveTrack, parseOverrides } from './effective-track.ts';
import { Edits } from './edits.ts';
import { registerQueryFunctions } from './query/sql.ts';
import { contentOf } from './track-content.ts';
import { TrackWriter } from './track-writer.ts';

export const TESTER = { name: 'tester', kind: 'user' } as const;

/** The columns of a file, where a test cares about them. */
export interface SampleFile {
  readonly folder: string;
  readonly name: string | Buffer;
  readonly tags: Tags;
  readonly pictures: readonly Partial<PictureRef>[];
  readonly codec: string;
  readonly duration: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number | null;
  readonly bitrate: number;
  readonly lossless: boolean;
  readonly size: number;
  readonly error: string | null;
  readonly missingSince: number | null;
  /** Whether the folder belongs to the library still. */
  readonly inRoot: boolean;
}

/** Where a picture lies for which a test names no place. */
const PICTURE_PLACE = { offset: 42, length: 800 };

const FLAC: SampleFile = {
  folder: '/music',
  name: 'a.flac',
  tags: {},
  pictures: [],
  codec: 'flac',
  duration: 100,
  sampleRate: 44100,
  channels: 2,
  bitsPerSample: 16,
  bitrate: 800_000,
  lossless: true,
  size: 1000,
  error: null,
  missingSince: null,
  inRoot: true,
};

export interface MemoryLibrary {
  readonly connection: Connection;
  readonly tracks: TrackWriter;
  readonly edits: Edits;
  /** Adds a file and its track. @returns the track's id, which is the file's too */
  add(file?: Partial<SampleFile>): number;
  /** Writes other tags to a file outside the library, and reads it again. */
  retag(id: number, tags: Tags): void;
  /** Stores an analysis of the track's file: complete, or failed with this message and code. */
  analyse(id: number, failure?: { readonly error: string; readonly code: string }): void;
  /** Lists a problem of the mount with the track. */
  mountProblem(id: number, message: string, at: number): void;
  /** One column of a track. */
  column(id: number, name: string): unknown;
}

let empty: Buffer | null = null;

/** An empty database of today's schema. The migrations take ten times as long as a copy of what they make. */
function emptyDatabase(): Buffer {
  if (empty !== null) return empty;
  const connection = new Database(':memory:');
  migrate(connection);
  empty = connection.serialize();
  connection.close();
  return empty;
}

/**
 * An empty library with the one root `/music`.
 * @param path of a database file instead, for tests of what reads it by a connection of its own
 */
export function memoryLibrary(path?: string): MemoryLibrary {
  if (path !== undefined) writeFileSync(path, emptyDatabase());
  const connection = new Database(path ?? emptyDatabase());
  connection.pragma('foreign_keys = ON');
  connection.pragma('synchronous = OFF');
  registerQueryFunctions(connection);
  connection.prepare('INSERT INTO root (id, path, added_at) VALUES (1, ?, 1)').run(Buffer.from('/music'));
  const tracks = new TrackWriter(connection);
  const insertFolder = connection
    .prepare<[number | null, Buffer], number>(
      'INSERT INTO folder (root_id, path) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET path = path RETURNING id',
    )
    .pluck();
  const insertFile = connection.prepare(`
    INSERT INTO file (folder_id, name, device, inode, size, mtime_ns, ctime_ns, codec, duration, sample_rate, channels,
      bits_per_sample, bitrate, lossless, tags, layout, scanned_at, missing_since, error)
    VALUES (?, ?, 1, 2, ?, 1700000000000000000, 4, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1700000001000, ?, ?)`);

  return {
    connection,
    tracks,
    edits: new Edits(connection, tracks),
    add(sample = {}) {
      const file = { ...FLAC, ...sample };
      const name = Buffer.from(file.name);
      const folder = insertFolder.get(file.inRoot ? 1 : null, Buffer.from(file.folder))!;
      const pictures = file.pictures.map((picture) => ({ location: PICTURE_PLACE, ...picture }));
      const layout = { container: file.codec, pictures, audio: { length: 900 } };
      const { lastInsertRowid } = insertFile.run(
        folder,
        name,
        file.size,
        file.codec,
        file.duration,
        file.sampleRate,
        file.channels,
        file.bitsPerSample,
        file.bitrate,
        Number(file.lossless),
        JSON.stringify(file.tags),
        toJsonColumn(file.error === null ? layout : null),
        file.missingSince,
        file.error,
      );
      const id = tracks.insert({
        fileId: Number(lastInsertRowid),
        content: contentOf(new EffectiveTrack(file.tags, {}, file.pictures.length, name.toString())),
        kind: kindOf(file.codec, extensionOf(name)),
        duration: file.duration,
        bitrate: file.bitrate,
        bytes: file.size,
        now: 1_700_000_001_000,
      });
      if (file.missingSince !== null) connection.prepare('UPDATE track SET present = 0 WHERE id = ?').run(id);
      return id;
    },
    retag(id, tags) {
      const row = connection
        .prepare<[number], { file_id: number; overrides: string; name: Buffer; pictures: number }>(`
          SELECT file_id, overrides, name, json_array_length(layout, '$.pictures') AS pictures
          FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`)
        .get(id)!;
      connection.prepare('UPDATE file SET tags = ? WHERE id = ?').run(JSON.stringify(tags), row.file_id);
      const track = new EffectiveTrack(tags, parseOverrides(row.overrides), row.pictures, row.name.toString());
      tracks.retag(id, track, Date.now());
    },
    analyse(id, failure) {
      const { error = null, code = null } = failure ?? {};
      const [bpm, key, centroid, bandwidth, energy] = failure ? [] : [120.5, 'A minor', 1000.25, 500.5, 0.125];
      connection
        .prepare(`
          INSERT INTO analysis (file_id, version, analysed_at, error, error_code, bpm, musical_key, spectral_centroid,
            spectral_bandwidth, rms_energy)
          SELECT file_id, 1, 1700000002000, ?, ?, ?, ?, ?, ?, ? FROM track WHERE id = ?`)
        .run(error, code, bpm, key, centroid, bandwidth, energy, id);
    },
    mountProblem(id, message, at) {
      connection.prepare('INSERT INTO mount_problem (track_id, at, message) VALUES (?, ?, ?)').run(id, at, message);
    },
    column: (id, name) => connection.prepare(`SELECT ${name} FROM track WHERE id = ?`).pluck().get(id),
  };
}
