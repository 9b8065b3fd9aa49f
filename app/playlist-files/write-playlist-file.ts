/** Writes a playlist as a file of one of the formats. */
import { posix } from 'node:path';
import { isUtf8 } from 'node:buffer';
import type { PlaylistReader } from '../library/playlists/playlist-reader.ts';
import type { PlaylistFormat, WrittenPlaylist } from '../model/playlist-files.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath } from '../storage/path-bytes.ts';
import { writeM3u } from './m3u.ts';
import { PlaylistFileError, type WrittenTrack } from './playlist-file.ts';
import { writeNsp } from './write-nsp.ts';
import { writeXspf } from './xspf.ts';

export interface WriteRequest {
  readonly id: number;
  readonly format: PlaylistFormat;
  /** The folder that paths are relative to; null for absolute paths. */
  readonly relativeTo: string | null;
  /** The absolute paths of the tracks, by id, instead of those of the originals. */
  readonly paths?: ReadonlyMap<number, string>;
}

interface Row extends Omit<WrittenTrack, 'path'> {
  readonly id: number;
  readonly folder: Buffer;
  readonly name: Buffer;
}

/** @throws PlaylistFileError, PlaylistError, QueryError */
export function writePlaylistFile(
  connection: Connection,
  reader: PlaylistReader,
  { id, format, relativeTo, paths }: WriteRequest,
): WrittenPlaylist {
  const { name, kind, rule } = reader.get(id);
  if (kind === 'folder') throw new PlaylistFileError(`${name} is a folder: export its playlists one by one`);
  if (format === 'nsp') {
    if (rule === null) throw new PlaylistFileError(`${name} is ordered by hand: .nsp files hold smart playlists alone`);
    return { text: writeNsp(name, rule), tracks: 0, leftOut: 0 };
  }
  const ids = reader.trackIds(id);
  const rows = connection
    .prepare<[string], Row>(`
      SELECT track.id, track.artist, track.title, track.album, track.duration, folder.path AS folder, file.name
      FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
      WHERE track.present = 1 AND track.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids));
  const tracks = new Map<number, WrittenTrack>();
  for (const { id: trackId, folder, name: fileName, ...tags } of rows) {
    const path = paths ? paths.get(trackId) : textOf(joinPath(folder, fileName));
    if (path !== undefined) {
      tracks.set(trackId, { ...tags, path: relativeTo === null ? path : posix.relative(relativeTo, path) });
    }
  }
  const written = ids.flatMap((trackId) => tracks.get(trackId) ?? []);
  const text = format === 'xspf' ? writeXspf(name, written) : writeM3u(name, written);
  return { text, tracks: written.length, leftOut: ids.length - written.length };
}

/** Line breaks end a line of a playlist, so a path that has one cannot be written. */
function textOf(path: Buffer): string | undefined {
  const text = isUtf8(path) ? path.toString() : undefined;
  return text === undefined || /[\r\n]/.test(text) ? undefined : text;
}
