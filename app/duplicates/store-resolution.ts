/**
 * Makes one batch of the history of a decision about copies: the edits of the tracks, and what follows for playlists.
 * Where a copy that is set aside is in a playlist, the kept one takes its place.
 */
import { changeTogether, type ChangeObserver } from '../library/change-together.ts';
import type { TrackWriter } from '../library/track-writer.ts';
import type { EditResult } from '../model/history.ts';
import type { Connection } from '../storage/connection.ts';
import { noteOf, resolutionEdits, type ResolveRequest } from './resolve-copies.ts';

/** @throws NotFoundError for a track that is not there; nothing is changed then */
export function storeResolution(
  connection: Connection,
  tracks: TrackWriter,
  observer: ChangeObserver,
  request: ResolveRequest,
): EditResult {
  const { actions, groups, author, dryRun } = request;
  return changeTogether(connection, tracks, observer, (edits, playlists) => {
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
  });
}
