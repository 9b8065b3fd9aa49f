/** Adds tracks to a playlist as one batch, with the message and its Undo. */
import type { PlaylistResult } from '../../app/model/playlists.ts';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { countOf } from '../words/amounts.ts';
import { idsOf, type TrackChoice } from './track-choice.ts';

/** Adds tracks at the end of a playlist. @param name of the playlist, for the message */
export async function addToPlaylist(id: number, name: string, tracks: TrackChoice): Promise<void> {
  await perform(name, () =>
    'ids' in tracks
      ? service.playlists.add.mutate({ id, tracks: [...tracks.ids] })
      : service.playlists.addMatching.mutate({ id, query: tracks.query, sort: [...tracks.sort] }),
  );
}

/** Makes a playlist of tracks. */
export async function addToNewPlaylist(name: string, tracks: TrackChoice): Promise<void> {
  await perform(name, async () =>
    service.playlists.create.mutate({
      playlists: [{ name, kind: 'manual', tracks: [...(await idsOf(tracks))], renumber: true }],
    }),
  );
}

async function perform(name: string, call: () => Promise<PlaylistResult>): Promise<void> {
  try {
    const { batch, items } = await call();
    void queries.invalidateQueries(api.playlists.pathFilter());
    const action = batch === null ? null : { label: 'Undo', run: () => void undo(batch) };
    showToast(`${countOf(items, 'track')} added to ${name}`, { action });
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
