/**
 * Makes one batch of the history of a decision about copies: the edits of the tracks, and what follows for playlists.
 * Where a copy that is set aside is in a playlist, the kept one takes its place.
 */
import { AnnouncedEdits } from '../library/announced-edits.ts';
import type { EditProgress } from '../library/edited-tracks.ts';
import { PlaylistWriter } from '../library/playlists/playlist-writer.ts';
import type { TrackWriter } from '../library/track-writer.ts';
import type { EditResult } from '../model/history.ts';
import type { Connection } from '../storage/connection.ts';
import { noteOf, resolutionEdits, type ResolveRequest } from './resolve-copies.ts';

/** What is told of a decision once it is durable. */
export interface ResolutionObserver {
  readonly progress: EditProgress;
  readonly tracks: (ids: readonly number[]) => void;
  readonly playlists: (ids: readonly number[], tracks: readonly number[]) => void;
}

/** @throws NotFoundError for a track that is not there; nothing is changed then */
export function storeResolution(
  connection: Connection,
  tracks: TrackWriter,
  observer: ResolutionObserver,
  request: ResolveRequest,
): EditResult {
  const { actions, groups, author, dryRun } = request;
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
  const result = connection.transaction(() => {
    const changes = resolutionEdits(connection, request);
    const made = edits.editEach({ edits: changes, author, note: noteOf(actions), dryRun });
    const isSetAside = actions.includes('hide') || actions.includes('trash');
    if (made.batch !== null && isSetAside) {
      const kept = new Set(groups.map(({ keep }) => keep));
      const taken = groups.flatMap(({ keep, others }) =>
        others.filter((id) => !kept.has(id)).map((id) => [id, keep] as const),
      );
      playlists.replace({ tracks: new Map(taken), author, batch: made.batch });
    }
    return made;
  })();
  for (const announce of announcements) announce();
  return result;
}
