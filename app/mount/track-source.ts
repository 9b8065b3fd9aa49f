/**
 * The library as the overlay reads it: a read-only connection of the mount's process, and notices of changes. It needs
 * nothing but the database, so the mount keeps serving when the service is gone. It may also be the library of a moment.
 */
import type { Layout, PictureRef, Tags } from '../../fuse/formats/layout.ts';
import { placeOriginal } from '../../fuse/formats/place-original.ts';
import type { PlacedPicture } from '../../fuse/formats/plan.ts';
import type { TrackSource } from '../../fuse/overlay/track-source.ts';
import type { StoredLayout } from '../scan/scanned-file.ts';
import { copiedPicturePath, picturePath, type StoredPicture } from '../storage/art-store.ts';
import type { Connection } from '../storage/connection.ts';
import { STAMP_COLUMNS, stampFromColumns, type StampColumns } from '../storage/file-stamp.ts';
import { joinPath } from '../storage/path-bytes.ts';
import { copyPicture } from './copied-picture.ts';
import { DeclaredFields } from '../library/declared-fields.ts';
import { effectiveTrackOf } from '../library/effective-track.ts';
import { ratingsAreShown, shownTags } from '../library/shown-ratings.ts';
import type { MountedView } from '../library/views.ts';
import { resolvePictures, type PictureToken } from '../library/pictures.ts';
import { openMoment } from './moment-connection.ts';
import { playlistSource, type LibraryPlaylistSource } from './playlist-source.ts';
import { SidecarReader } from './sidecar-reader.ts';
import { ENTRY_COLUMNS, movedBetween, SHOWN, toEntry, ViewEntries, type EntryRow } from './view-entries.ts';

const BATCH = 2000;
/** Milliseconds after which queries that depend on the time are evaluated again. */
const REFRESH_EVERY = 60 * 60 * 1000;

export interface LibraryTrackSource extends TrackSource {
  /** Tells the overlay that these tracks have changed; an empty list means any of them. */
  changed(ids: readonly number[]): void;
  readonly savedPlaylists: LibraryPlaylistSource;
  /** Tells the overlay that these playlists have changed. */
  playlistsChanged(ids: readonly number[]): void;
  /** Replaces the views; the overlay has to read all entries again. */
  setViews(views: readonly MountedView[]): void;
  close(): void;
}

interface TrackColumns extends EntryRow {
  readonly folder: Buffer;
  readonly layout: string | null;
  readonly codec: string;
  readonly duration: number;
  readonly sample_rate: number;
  readonly channels: number;
  readonly bits_per_sample: number | null;
  readonly bitrate: number;
  readonly lossless: number;
  readonly generation: number;
  readonly edited_at: number;
}

const TABLES = 'track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id';

/**
 * @param library absolute path of the library folder
 * @param asOf milliseconds since 1970 of the moment whose library it is; null for now
 * @throws CompactedError
 */
export function openTrackSource(
  library: string,
  views: readonly MountedView[],
  asOf: number | null = null,
): LibraryTrackSource {
  const moment = openMoment(library, asOf);
  const { connection } = moment;
  const listeners = new Set<(ids: readonly number[]) => void>();
  let entries = new ViewEntries(connection, views);
  let members = moment.read(() => entries.members());
  /** Tracks that views show or do not show any more because other tracks or playlists have changed. */
  const moved = (): readonly number[] => {
    const before = members;
    members = moment.read(() => entries.members());
    return movedBetween(before, members);
  };
  const changed = (ids: readonly number[]): void => {
    const more = moved();
    const all = ids.length === 0 || more.length === 0 ? ids : [...new Set([...ids, ...more])];
    listeners.forEach((listener) => listener(all));
  };
  let shown = views;
  let clock: NodeJS.Timeout | null = null;
  const declared = new DeclaredFields(connection);
  const setViews = (wanted: readonly MountedView[]): void => {
    shown = wanted;
    declared.follow();
    entries = new ViewEntries(connection, wanted);
    members = moment.read(() => entries.members());
    if (clock !== null) clearInterval(clock);
    clock = !entries.dependOnTime
      ? null
      : setInterval(() => {
          entries = new ViewEntries(connection, wanted);
          changed([]);
        }, REFRESH_EVERY).unref();
  };
  setViews(views);
  const one = connection.prepare<[number], TrackColumns>(`
    SELECT ${ENTRY_COLUMNS}, folder.path AS folder, file.layout, file.codec, file.duration, file.sample_rate, file.channels,
      file.bits_per_sample, file.bitrate, file.lossless, track.generation, track.edited_at
    FROM ${TABLES} WHERE track.id = ? AND ${SHOWN}`);
  const stamp = connection
    .prepare<[number], StampColumns>(
      `SELECT ${STAMP_COLUMNS.join(', ')} FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`,
    )
    .safeIntegers();
  const ratings = ratingsAreShown(connection);
  const sidecars = new SidecarReader(connection);
  const savedPlaylists = playlistSource(moment);

  return {
    async *entries() {
      for (let last = 0; ;) {
        const from = last;
        const page = moment.read(() => entries.after(from, BATCH));
        if (page.length === 0) return;
        yield page;
        last = page.at(-1)!.id;
      }
    },
    async entriesOf(ids) {
      return moment.read(() => entries.of(ids));
    },
    async track(id) {
      // One transaction, so that the row and its stamp are of the same state.
      const found = moment.read(connection.transaction(() => ({ row: one.get(id), at: stamp.get(id) })));
      if (!found.row || !found.at) return null;
      const { row, at } = found;
      const layout = layoutOf(row);
      const path = joinPath(row.folder, row.name);
      return {
        ...toEntry(row),
        tags: shownTags(row, ratings()),
        path,
        stamp: stampFromColumns(at),
        layout,
        pictures: layout ? await placedPictures(connection, library, path, row, layout) : [],
        generation: row.generation,
        editedAt: row.edited_at,
      };
    },
    sidecarsIn: async (folders) => moment.read(() => sidecars.in(folders)),
    sidecar: async (id) => sidecars.one(id),
    playlist: async (view) => moment.read(() => entries.playlist(view)),
    savedPlaylists,
    playlistsChanged(ids) {
      if (members.size > 0) {
        entries = new ViewEntries(connection, shown);
        const tracks = moved();
        if (tracks.length > 0) listeners.forEach((listener) => listener(tracks));
      }
      savedPlaylists.changed(ids);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed,
    setViews,
    close() {
      if (clock !== null) clearInterval(clock);
      moment.close();
    },
  };
}

function layoutOf(row: TrackColumns): Layout | null {
  if (row.layout === null) return null;
  return {
    ...(JSON.parse(row.layout) as StoredLayout),
    tags: JSON.parse(row.tags) as Tags,
    properties: {
      codec: row.codec,
      duration: row.duration,
      sampleRate: row.sample_rate,
      channels: row.channels,
      bitrate: row.bitrate,
      lossless: row.lossless === 1,
      ...(row.bits_per_sample === null ? {} : { bitsPerSample: row.bits_per_sample }),
    },
  };
}

/** The pictures in force, each as a range of the original or of a file in the art store. */
async function placedPictures(
  connection: Connection,
  library: string,
  path: Uint8Array,
  row: TrackColumns,
  layout: Layout,
): Promise<PlacedPicture[]> {
  const track = effectiveTrackOf({ ...row, pictures: layout.pictures.length });
  const placed: PlacedPicture[] = [];
  for (const one of resolvePictures(track.pictures, layout.pictures)) {
    const picture =
      one.kind === 'stored' ? storedOne(connection, library, one) : await originalOne(library, path, one.picture);
    if (picture) placed.push(picture);
  }
  return placed;
}

function storedOne(
  connection: Connection,
  library: string,
  { type, hash, description }: Extract<PictureToken, { kind: 'stored' }>,
): PlacedPicture | null {
  const stored = connection
    .prepare<[string], Omit<StoredPicture, 'hash'>>('SELECT mime, width, height, length FROM picture WHERE hash = ?')
    .get(hash);
  return stored ? placedAt(picturePath(library, hash), type, description, { ...stored, hash }) : null;
}

async function originalOne(library: string, path: Uint8Array, picture: PictureRef): Promise<PlacedPicture | null> {
  const placed = placeOriginal(picture);
  if (placed) return placed;
  const copy = await copyPicture(library, path, picture);
  return copy && placedAt(copiedPicturePath(library, copy.hash), picture.type, picture.description, copy);
}

function placedAt(
  path: string,
  type: number,
  description: string,
  { hash: _hash, ...facts }: StoredPicture,
): PlacedPicture {
  return {
    type,
    description,
    depth: 24,
    ...facts,
    body: { kind: 'blob', path, offset: 0, length: facts.length },
  };
}
