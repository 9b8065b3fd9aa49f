/** Lists the pictures in force of tracks, with what can be said of them without reading them whole. */
import type { PictureRef } from '../../fuse/formats/layout.ts';
import { readPictureBody } from '../../fuse/formats/picture-body.ts';
import { effectiveTrackOf, type EffectiveTrackRow } from '../library/effective-track.ts';
import { tracksOf } from '../library/export.ts';
import { resolvePictures, type ResolvedPicture } from '../library/pictures.ts';
import { TRACK_TABLES } from '../library/query/condition.ts';
import { artTypeOf, type ArtPage, type ArtRow } from '../model/art.ts';
import { identifyPicture } from '../storage/art-store.ts';
import type { Connection } from '../storage/connection.ts';
import { FileWindow } from '../storage/file-window.ts';
import { fromJsonColumn } from '../storage/json-column.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';

/** Bytes of a picture in a file that are read for its size: a JPEG has it behind its metadata. A multiple of 4 and 3. */
const HEAD = 3 * 64 * 1024;

export interface ArtListRequest {
  /** Empty: all tracks, also those whose file is missing. */
  readonly query: string;
  /** Id of the last track of the page before; 0 for the first. */
  readonly after: number;
  /** Tracks to look at. */
  readonly limit: number;
}

interface Row extends Omit<EffectiveTrackRow, 'pictures'> {
  readonly id: number;
  readonly pictures: string | null;
  readonly folder: Buffer;
}

const COLUMNS = `track.id, file.tags, track.overrides, json_extract(file.layout, '$.pictures') AS pictures, file.name,
  folder.path AS folder`;
const TABLES = `${TRACK_TABLES} JOIN folder ON folder.id = file.folder_id`;

/** The pictures of a page of tracks, in order of their ids. @throws QueryError */
export function artPage(connection: Connection, { query, after, limit }: ArtListRequest): ArtPage {
  const { sql, values } = tracksOf(connection, query);
  const rows = connection
    .prepare<unknown[], Row>(`SELECT ${COLUMNS} FROM ${TABLES} WHERE track.id > ? AND ${sql} ORDER BY track.id LIMIT ?`)
    .all(after, ...values, limit);
  return {
    pictures: picturesOf(connection, rows),
    tracks: rows.length,
    next: rows.length < limit ? null : rows.at(-1)!.id,
  };
}

/** The pictures in force of one track; null where there is no such track. */
export function artOfTrack(connection: Connection, id: number): ArtRow[] | null {
  const row = connection.prepare<[number], Row>(`SELECT ${COLUMNS} FROM ${TABLES} WHERE track.id = ?`).get(id);
  return row ? picturesOf(connection, [row]) : null;
}

function picturesOf(connection: Connection, rows: readonly Row[]): ArtRow[] {
  const stored = connection.prepare<[string], { mime: string; width: number; height: number; length: number }>(
    'SELECT mime, width, height, length FROM picture WHERE hash = ?',
  );
  const window = new FileWindow();
  return rows.flatMap((row) => {
    const own = fromJsonColumn<PictureRef[]>(row.pictures) ?? [];
    const path = joinPath(row.folder, row.name);
    const facts = (one: ResolvedPicture<PictureRef>) => {
      if (one.kind === 'file') return { ...ownFacts(window, path, one.picture), source: 'file' as const, hash: null };
      const { length = 0, ...known } = stored.get(one.hash) ?? { mime: '', width: 0, height: 0 };
      return { ...known, bytes: length, source: 'library' as const, hash: one.hash };
    };
    return resolvePictures(effectiveTrackOf({ ...row, pictures: own.length }).pictures, own).map((one, index) => {
      const { type, description } = one.kind === 'stored' ? one : one.picture;
      return { trackId: row.id, path: pathText(path).path, index, type: artTypeOf(type), description, ...facts(one) };
    });
  });
}

/** Of a picture in a file: from its head, or where the file cannot be read from what its tag says. */
function ownFacts(
  window: FileWindow,
  path: Buffer,
  picture: PictureRef,
): Pick<ArtRow, 'mime' | 'width' | 'height' | 'bytes'> {
  const { mime, width = 0, height = 0, location, bodyLength: bytes = location.length } = picture;
  const { length } = location;
  const head = picture.parts ? picture : { ...picture, location: { ...location, length: Math.min(length, HEAD) } };
  try {
    window.open(path);
    try {
      const kind = identifyPicture(readPictureBody(window, head));
      if (kind) return kind.width > 0 ? { ...kind, bytes } : { mime: kind.mime, width, height, bytes };
    } finally {
      window.close();
    }
  } catch {
    // A list says what is known. Reading the picture itself tells what is wrong.
  }
  return { mime, width, height, bytes };
}
