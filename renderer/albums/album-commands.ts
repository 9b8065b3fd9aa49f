/** What one does with a whole album: play it, queue it, edit all of its tracks, give it a cover. */
import type { AlbumDetail, AlbumRow } from '../../app/model/albums.ts';
import { readPicture } from '../service/picture-file.ts';
import { showToast } from '../messages/toasts.ts';
import { goTo } from '../navigation/use-address.ts';
import type { Then } from '../navigation/use-then.ts';
import { playTracks } from '../playback/player.ts';
import { NOTHING } from '../selection/selection.ts';
import { select } from '../selection/use-selection.ts';
import { errorWords, service } from '../service/client.ts';
import { setPicture } from '../service/edit-tracks.ts';
import { facetTerm } from '../words/query-text.ts';
import { t } from '../words/text.ts';

/** The ids of an album's tracks, in disc order. */
export function trackIds({ discList }: Pick<AlbumDetail, 'discList'>): number[] {
  return discList.flatMap(({ tracks }) => tracks.map(({ id }) => id));
}

/** Plays an album from its first track. */
export async function playAlbum({ id }: Pick<AlbumRow, 'id'>, then: Then): Promise<void> {
  await playTracks(service.albums.get.query({ id, ...then }).then(trackIds));
}

/** Shows an album in the library with all of its tracks selected, for the inspector to edit. */
export function editAlbum(album: AlbumDetail): void {
  const tracks = album.discList.flatMap((disc) => disc.tracks);
  const titles = new Set(tracks.map((track) => track.album));
  const [title = ''] = titles;
  // Tracks with several album titles may be one album by their release: then all tracks are listed.
  goTo({ page: 'library', query: titles.size === 1 && title !== '' ? facetTerm('album', title) : '', track: null });
  select({ ...NOTHING, ids: new Set(trackIds(album)) });
}

/** Gives all tracks of an album one cover. */
export async function giveCover({ id }: Pick<AlbumRow, 'id'>, file: File): Promise<void> {
  try {
    const picture = await readPicture(file);
    await withAlbum({ id }, async (album) => void (await setPicture(trackIds(album), picture)));
  } catch (error) {
    showToast(error instanceof Error ? error.message : t('The picture could not be read.'), { tone: 'problem' });
  }
}

/** Does something with the ids of an album's tracks. */
export async function withTracks(
  { id }: Pick<AlbumRow, 'id'>,
  then: Then,
  act: (ids: number[]) => void,
): Promise<void> {
  await withAlbum({ id, ...then }, (album) => Promise.resolve(act(trackIds(album))));
}

async function withAlbum(
  which: { readonly id: number } & Then,
  act: (album: AlbumDetail) => Promise<void>,
): Promise<void> {
  try {
    await act(await service.albums.get.query(which));
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
