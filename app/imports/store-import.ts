/**
 * Makes one batch of the history of what an import has planned: tracks, plays and playlists, in one transaction.
 */
import { basename } from 'node:path';
import { changeTogether, type ChangeObserver } from '../library/change-together.ts';
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

/** @returns the batch of the history; null where nothing changed */
export function storeImport(
  connection: Connection,
  tracks: TrackWriter,
  observer: ChangeObserver,
  { changes, kind, path }: StoreRequest,
): { readonly batch: number | null } {
  const { edits, replaced, created } = JSON.parse(Buffer.from(changes).toString()) as ImportChanges;
  const author = { name: `${kind} import`, kind: 'program' } as const;
  const change = { author, note: `imported from ${basename(path)}` };
  return changeTogether(connection, tracks, observer, (trackEdits, playlists) => {
    let { batch } = trackEdits.editEach({ edits, ...change });
    if (replaced.length > 0) ({ batch } = playlists.delete({ ids: replaced, ...change, batch }));
    if (created.length > 0) ({ batch } = playlists.create({ playlists: created, ...change, batch }));
    return { batch };
  });
}
