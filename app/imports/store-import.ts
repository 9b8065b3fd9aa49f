/**
 * Makes one batch of the history of what an import has planned: tracks, plays and playlists, in one transaction. What
 * has changed is announced when all of it is durable.
 */
import { basename } from 'node:path';
import { AnnouncedEdits } from '../library/announced-edits.ts';
import type { EditProgress } from '../library/edited-tracks.ts';
import { PlaylistWriter } from '../library/playlists/playlist-writer.ts';
import type { TrackWriter } from '../library/track-writer.ts';
import type { Connection } from '../storage/connection.ts';
import type { ImportChanges } from './plan-import.ts';

export interface StoreRequest {
  /** An `ImportChanges` as JSON in bytes. */
  readonly changes: Uint8Array;
  /** The program, for the name of the author. */
  readonly kind: string;
  /** The file that was read. */
  readonly path: string;
}

/** Who is told of changes. */
export interface StoreObserver {
  readonly progress: EditProgress;
  readonly tracks: (ids: readonly number[]) => void;
  readonly playlists: (ids: readonly number[], tracks: readonly number[]) => void;
}

/** @returns the batch of the history; null where nothing changed */
export function storeImport(
  connection: Connection,
  tracks: TrackWriter,
  observer: StoreObserver,
  { changes, kind, path }: StoreRequest,
): { readonly batch: number | null } {
  const { edits, replaced, created } = JSON.parse(Buffer.from(changes).toString()) as ImportChanges;
  const author = { name: `${kind} import`, kind: 'program' } as const;
  const change = { author, note: `imported from ${basename(path)}` };
  const announcements: (() => void)[] = [];
  const trackEdits = new AnnouncedEdits(
    connection,
    tracks,
    (ids) => announcements.push(() => observer.tracks(ids)),
    observer.progress,
  );
  const playlists = new PlaylistWriter(connection, (ids, ofItems) =>
    announcements.push(() => observer.playlists(ids, ofItems)),
  );
  const batch = connection.transaction(() => {
    let { batch } = trackEdits.editEach({ edits, ...change });
    if (replaced.length > 0) ({ batch } = playlists.delete({ ids: replaced, ...change, batch }));
    if (created.length > 0) ({ batch } = playlists.create({ playlists: created, ...change, batch }));
    return batch;
  })();
  for (const announce of announcements) announce();
  return { batch };
}
