/** Finds pictures in the folders of tracks for those that have none: what `descant art find` offers. */
import type { PictureRef } from '../../fuse/formats/layout.ts';
import { effectiveTrackOf, type EffectiveTrackRow } from '../library/effective-track.ts';
import { compileQuery } from '../library/query/compile-query.ts';
import { resolvePictures } from '../library/pictures.ts';
import { TRACK_TABLES } from '../library/query/condition.ts';
import { readSettings } from '../library/settings.ts';
import { ART_TYPES, type ArtProposal, type ArtProposalPage, type FoundArtType } from '../model/art.ts';
import type { Connection } from '../storage/connection.ts';
import { fromJsonColumn } from '../storage/json-column.ts';
import { pathText } from '../storage/path-bytes.ts';
import { excess } from './art-limits.ts';
import { bestPicture, type FolderPicture } from './folder-pictures.ts';

export interface FindArtRequest {
  /** Which tracks; empty for all whose file is there. */
  readonly query: string;
  readonly type: FoundArtType;
  /** Whether pictures that exceed the limits are found, too, to be scaled down. */
  readonly fit: boolean;
  readonly after: number;
  readonly limit: number;
}

interface Row extends Omit<EffectiveTrackRow, 'pictures'> {
  readonly id: number;
  readonly pictures: string | null;
  readonly folderId: number;
  readonly folder: Buffer;
  readonly root: Buffer;
  readonly album: string;
  readonly albumArtist: string;
}

/** Tracks of one folder, and titles that a picture of the front may have as its name. */
interface Folder {
  readonly path: Buffer;
  readonly root: Buffer;
  readonly tracks: number[];
  readonly titles: Set<string>;
}

/**
 * The best picture of each folder for the tracks of a page that have none of this type. A track with any picture has a
 * front cover: players show it. @throws QueryError
 */
export function findArt(connection: Connection, { query, type, fit, after, limit }: FindArtRequest): ArtProposalPage {
  const { sql, values } = compileQuery(connection, query).condition;
  const rows = connection
    .prepare<unknown[], Row>(`
      SELECT track.id, file.tags, track.overrides, json_extract(file.layout, '$.pictures') AS pictures, file.name,
        folder.id AS folderId, folder.path AS folder, root.path AS root, track.album, track.album_artist AS albumArtist
      FROM ${TRACK_TABLES} JOIN folder ON folder.id = file.folder_id JOIN root ON root.id = folder.root_id
      WHERE track.id > ? AND track.present = 1 ${type === 'front' ? 'AND track.has_art = 0' : ''} AND ${sql}
      ORDER BY track.id LIMIT ?`)
    .all(after, ...values, limit);
  const settings = readSettings(connection);
  const limits = { mostBytes: settings['art.most-bytes'], mostPixels: settings['art.most-pixels'] };
  const fits = ({ bytes, width, height }: FolderPicture): boolean =>
    fit || excess({ length: bytes, width, height }, limits) === null;
  const wanting = rows.filter((row) => !hasType(row, type));
  const proposals: ArtProposal[] = [];
  let without = 0;
  for (const folder of foldersOf(wanting)) {
    const found = bestPicture({ ...folder, titles: [...folder.titles] }, type, settings['art.names'], fits);
    if (found) proposals.push({ ...found, ...pathText(found.path), tracks: folder.tracks });
    else without += folder.tracks.length;
  }
  return { proposals, tracks: wanting.length, without, next: rows.length < limit ? null : rows.at(-1)!.id };
}

function hasType(row: Row, type: FoundArtType): boolean {
  const own = fromJsonColumn<PictureRef[]>(row.pictures) ?? [];
  const number = ART_TYPES.indexOf(type);
  return resolvePictures(effectiveTrackOf({ ...row, pictures: own.length }).pictures, own).some(
    (one) => (one.kind === 'stored' ? one.type : one.picture.type) === number,
  );
}

function foldersOf(rows: readonly Row[]): Folder[] {
  const folders = new Map<number, Folder>();
  for (const { id, folderId, folder: path, root, album, albumArtist } of rows) {
    const folder = folders.get(folderId) ?? { path, root, tracks: [], titles: new Set<string>() };
    folders.set(folderId, folder);
    folder.tracks.push(id);
    if (album !== '') folder.titles.add(album).add(`${albumArtist} - ${album}`);
  }
  return [...folders.values()];
}
