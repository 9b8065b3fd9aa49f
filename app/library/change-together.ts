/**
 * Changes tracks and playlists in one transaction. What has changed is told when all of it is durable; where the work
 * fails, nothing is changed and nothing is told.
 */
import type { Connection } from '../storage/connection.ts';
import { AnnouncedEdits } from './announced-edits.ts';
import type { EditProgress } from './edited-tracks.ts';
import { PlaylistWriter } from './playlists/playlist-writer.ts';
import type { TrackWriter } from './track-writer.ts';

/** Who is told of changes. */
export interface ChangeObserver {
  readonly progress: EditProgress;
  readonly tracks: (ids: readonly number[]) => void;
  readonly playlists: (ids: readonly number[], tracks: readonly number[]) => void;
}

/** @returns what `work` returns */
export function changeTogether<Result>(
  connection: Connection,
  tracks: TrackWriter,
  observer: ChangeObserver,
  work: (edits: AnnouncedEdits, playlists: PlaylistWriter) => Result,
): Result {
  const announcements: (() => void)[] = [];
  const edits = new AnnouncedEdits(
    connection,
    tracks,
    (ids) => announcements.push(() => observer.tracks(ids)),
    observer.progress,
  );
  const playlists = new PlaylistWriter(connection, (ids, ofItems) =>
    announcements.push(() => observer.playlists(ids, ofItems)),
  );
  const result = connection.transaction(() => work(edits, playlists))();
  for (const announce of announcements) announce();
  return result;
}
