/**
 * Stores what a scan read, many files per transaction. A file that is known under another path (same device, inode and
 * size, and no file under the old path) has moved: its track, edits and analysis move along.
 */
import { existsSync } from 'node:fs';
import type { Layout, Tags } from '../../fuse/formats/layout.ts';
import { kindOf } from '../../fuse/formats/formats.ts';
import { EffectiveTrack, parseOverrides } from '../library/effective-track.ts';
import type { FileColumns, TrackWriter } from '../library/track-writer.ts';
import type { Connection } from '../storage/connection.ts';
import { signed, STAMP_COLUMNS, stampColumns, stampText } from '../storage/file-stamp.ts';
import { extensionOf, joinPath } from '../storage/path-bytes.ts';
import type { ScannedFile } from './scanned-file.ts';

/** A file as the database knows it, for comparison with what a walk finds. */
export interface KnownFile {
  readonly id: number;
  readonly name: Buffer;
  /** Text of `stampOfStats`; equal means unchanged. */
  readonly stamp: string;
  readonly missing: number;
}

/** A folder that has a row. */
export interface KnownFolder {
  readonly id: number;
  /** Whether sidecar files of it are known: 0 or 1. */
  readonly sidecars: number;
}

interface ExistingRow {
  readonly id: number;
  readonly trackId: number;
  readonly overrides: string;
  readonly codec: string;
  readonly duration: number;
  readonly audio: number | null;
}
interface MovedRow {
  readonly id: number;
  readonly folder: Buffer;
  readonly name: Buffer;
}

export class FileStore {
  readonly #connection: Connection;
  readonly #tracks: TrackWriter;
  readonly #known;
  readonly #knownFolder;
  readonly #findFolder;
  readonly #adoptFolder;
  readonly #existing;
  readonly #sameInode;
  readonly #move;
  readonly #insert;
  readonly #update;
  readonly #solved;
  readonly #forgetAnalysis;
  readonly #foundAgain;
  readonly #present;
  readonly #missing;

  constructor(connection: Connection, tracks: TrackWriter) {
    this.#connection = connection;
    this.#tracks = tracks;
    this.#known = connection.prepare<[number], KnownFile>(`
      SELECT id, name, ${stampText('file')} AS stamp, missing_since IS NOT NULL AS missing
      FROM file WHERE folder_id = ?`);
    this.#knownFolder = connection.prepare<[Buffer, number], KnownFolder>(`
      SELECT id, EXISTS (SELECT 1 FROM sidecar WHERE folder_id = folder.id) AS sidecars FROM folder
        WHERE path = ? AND root_id = ?`);
    this.#findFolder = connection
      .prepare<[Buffer, number], number>('SELECT id FROM folder WHERE path = ? AND root_id = ?')
      .pluck();
    this.#adoptFolder = connection
      .prepare<[number, Buffer], number>(
        `INSERT INTO folder (root_id, path) VALUES (?, ?)
          ON CONFLICT (path) DO UPDATE SET root_id = excluded.root_id RETURNING id`,
      )
      .pluck();
    this.#existing = connection.prepare<[number, Buffer], ExistingRow>(`
      SELECT file.id, track.id AS trackId, track.overrides, codec, file.duration,
        json_extract(layout, '$.audio.length') AS audio
      FROM file JOIN track ON track.file_id = file.id WHERE folder_id = ? AND name = ?`);
    this.#sameInode = connection.prepare<[bigint, bigint, bigint], MovedRow>(`
      SELECT file.id, folder.path AS folder, file.name FROM file JOIN folder ON folder.id = file.folder_id
      WHERE inode = ? AND device = ? AND size = ?`);
    this.#move = connection.prepare('UPDATE file SET folder_id = ?, name = ? WHERE id = ?');
    const columns = [
      ...STAMP_COLUMNS,
      'codec',
      'duration',
      'sample_rate',
      'channels',
      'bits_per_sample',
      'bitrate',
      'lossless',
      'tags',
      'layout',
      'scanned_at',
      'error',
    ];
    this.#insert = connection.prepare(
      `INSERT INTO file (folder_id, name, ${columns.join(', ')})
        VALUES (@folder_id, @name, ${columns.map((column) => `@${column}`).join(', ')})`,
    );
    this.#update = connection.prepare(
      `UPDATE file SET missing_since = NULL, ${columns.map((column) => `${column} = @${column}`).join(', ')}
        WHERE id = @id`,
    );
    this.#solved = connection.prepare('DELETE FROM mount_problem WHERE track_id = ?');
    this.#forgetAnalysis = connection.prepare('DELETE FROM analysis WHERE file_id = ?');
    this.#foundAgain = connection.prepare('UPDATE file SET missing_since = NULL WHERE id = ?');
    this.#present = connection.prepare('UPDATE track SET present = ? WHERE file_id = ?');
    this.#missing = connection.prepare('UPDATE file SET missing_since = ? WHERE id = ? AND missing_since IS NULL');
  }

  /** What is known of `path`; null when the root has no such folder yet. */
  knownFolder(rootId: number, path: Buffer): KnownFolder | null {
    return this.#knownFolder.get(path, rootId) ?? null;
  }

  /** The id of `path`'s row: created if needed, moved from another root or from none. */
  folder(rootId: number, path: Buffer): number {
    return this.#findFolder.get(path, rootId) ?? this.#adoptFolder.get(rootId, path)!;
  }

  known(folderId: number): KnownFile[] {
    return this.#known.all(folderId);
  }

  /** Runs `work` as one transaction. */
  transaction<Result>(work: () => Result): Result {
    return this.#connection.transaction(work)();
  }

  /** Inserts or updates one file and its track. @returns the track's id */
  put(rootId: number, folderPath: Buffer, file: ScannedFile, now: number): number {
    const folderId = this.folder(rootId, folderPath);
    const existing = this.#existing.get(folderId, file.name) ?? this.#movedHere(folderId, folderPath, file);
    const row = rowOf(file, now);
    const effective = (overrides: string): EffectiveTrack =>
      new EffectiveTrack(file.tags, parseOverrides(overrides), file.pictures, file.name.toString());
    if (!existing) {
      const fileId = Number(this.#insert.run({ folder_id: folderId, name: file.name, ...row }).lastInsertRowid);
      return this.#tracks.insert({ fileId, track: effective('{}'), now, ...fileColumns(file) });
    }
    this.#update.run({ id: existing.id, ...row });
    if (!sameAudio(existing, file)) this.#forgetAnalysis.run(existing.id);
    this.#solved.run(existing.trackId);
    this.#tracks.refile(existing.trackId, fileColumns(file));
    this.#tracks.retag(existing.trackId, effective(existing.overrides), now);
    return existing.trackId;
  }

  /** A missing file has been found again, unchanged. */
  foundAgain(fileId: number): void {
    this.#foundAgain.run(fileId);
    this.#present.run(1, fileId);
  }

  /** A file was not found. Its row, edits and analysis stay. @returns whether it was present before */
  markMissing(fileId: number, now: number): boolean {
    if (this.#missing.run(now, fileId).changes === 0) return false;
    this.#present.run(0, fileId);
    return true;
  }

  #movedHere(folderId: number, folderPath: Buffer, file: ScannedFile): ExistingRow | undefined {
    const here = joinPath(folderPath, file.name);
    for (const candidate of this.#sameInode.all(signed(file.stats.ino), signed(file.stats.dev), file.stats.size)) {
      const there = joinPath(candidate.folder, candidate.name);
      if (there.equals(here) || existsSync(there)) continue;
      this.#move.run(folderId, file.name, candidate.id);
      return this.#existing.get(folderId, file.name);
    }
    return undefined;
  }
}

function fileColumns(file: ScannedFile): FileColumns {
  return {
    kind: kindOf(file.properties.codec, extensionOf(file.name)),
    duration: file.properties.duration,
    bitrate: file.properties.bitrate,
    bytes: Number(file.stats.size),
  };
}

function rowOf(file: ScannedFile, now: number): Record<string, unknown> {
  const { stats, properties } = file;
  return {
    ...stampColumns(stats),
    codec: properties.codec,
    duration: properties.duration,
    sample_rate: properties.sampleRate,
    channels: properties.channels,
    bits_per_sample: properties.bitsPerSample ?? null,
    bitrate: properties.bitrate,
    lossless: Number(properties.lossless),
    tags: JSON.stringify(file.tags satisfies Tags),
    layout: file.layout === null ? null : JSON.stringify(file.layout satisfies Omit<Layout, 'tags' | 'properties'>),
    scanned_at: now,
    error: file.error,
  };
}

/** Whether the audio is the same: retagging a file leaves it alone, so that its analysis stays valid. */
function sameAudio(existing: ExistingRow, file: ScannedFile): boolean {
  return (
    existing.codec === file.properties.codec &&
    existing.duration === file.properties.duration &&
    existing.audio !== null &&
    existing.audio === file.layout?.audio.length
  );
}
