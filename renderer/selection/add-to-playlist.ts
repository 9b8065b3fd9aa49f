/** Adds tracks to a playlist as one batch, with the message and its Undo. */
import type { PlaylistResult } from '../../app/model/playlists.ts';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { t } from '../words/text.ts';
import { idsOf, type TrackChoice } from './track-choice.ts';

/** Adds tracks at the end of a playlist. @param name of the playlist, for the message */
export async function addToPlaylist(id: number, name: string, tracks: TrackChoice): Promise<void> {
  let there = 0;
  await perform(
    name,
    async () => {
      if ('query' in tracks) {
        return service.playlists.addMatching.mutate({ id, query: tracks.query, sort: [...tracks.sort] });
      }
      const ids = [...tracks.ids];
      const items = await service.playlists.items.query({ id, tracks: ids });
      there = Math.min(items.length, ids.length);
      return service.playlists.add.mutate({ id, tracks: ids });
    },
    () => (there === 0 ? '' : t(', which had {{there}} of them already', { there })),
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

async function perform(
  name: string,
  call: () => Promise<PlaylistResult>,
  more: () => string = () => '',
): Promise<void> {
  try {
    const { batch, items } = await call();
    void queries.invalidateQueries(api.playlists.pathFilter());
    const action = batch === null ? null : { label: t('Undo'), run: () => void undo(batch) };
    showToast(t('{{count}} tracks added to {{name}}{{more}}', { count: items, name, more: more() }), { action });
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
