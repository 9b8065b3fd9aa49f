/** Changes of playlists, each a batch of the history: the call, what it makes stale, and the message with its Undo. */
import type { PlaylistFormat } from '../../app/model/playlist-files.ts';
import type { PlaylistEntry, PlaylistKind, PlaylistResult, PlaylistRule } from '../../app/model/playlists.ts';
import { columnName } from '../columns/columns.tsx';
import { showToast } from '../messages/toasts.ts';
import type { SortOrder } from '../navigation/address.ts';
import { goTo } from '../navigation/use-address.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { t } from '../words/text.ts';

type Rule = PlaylistRule & { readonly sort: { field: string; descending: boolean }[] };

const NO_RULE = { query: '', sort: [], limit: null, seed: null };

/** Creates a playlist or a folder and shows it. @returns why it was refused, in words, or `null` */
export function createPlaylist(name: string, kind: PlaylistKind, folder: number | null): Promise<string | null> {
  return perform(
    async () => {
      const rule = kind === 'smart' ? NO_RULE : null;
      const made = await service.playlists.create.mutate({ playlists: [{ name, kind, folder, rule }] });
      goTo({ page: 'playlists', item: String(made.playlists[0]) });
      return made;
    },
    () => (kind === 'folder' ? t('Folder {{name}} created', { name }) : t('Playlist {{name}} created', { name })),
  );
}

/** @returns why it was refused, in words, or `null` */
export function renamePlaylist(id: number, name: string): Promise<string | null> {
  return perform(
    () => service.playlists.change.mutate({ id, name }),
    () => t('Renamed to {{name}}', { name }),
  );
}

export async function moveToFolder(id: number, folder: number | null): Promise<void> {
  await performAndTell(
    () => service.playlists.change.mutate({ id, folder }),
    () => t('Moved to another folder'),
  );
}

/** @returns why it was refused, in words, or `null` */
export function changeRule(id: number, rule: PlaylistRule): Promise<string | null> {
  return perform(
    () => service.playlists.change.mutate({ id, rule: rule as Rule }),
    () => t('Rule changed'),
  );
}

export async function deletePlaylist(id: number, name: string): Promise<void> {
  await performAndTell(
    async () => {
      const deleted = await service.playlists.delete.mutate({ ids: [id] });
      goTo({ item: '' });
      return deleted;
    },
    () => t('{{name}} deleted', { name }),
  );
}

export async function addTracks(id: number, tracks: readonly number[], before: number | null): Promise<void> {
  await performAndTell(
    () => service.playlists.add.mutate({ id, tracks: [...tracks], before }),
    ({ items }) => t('{{count}} tracks added', { count: items }),
  );
}

export async function removeItems(id: number, items: readonly number[]): Promise<void> {
  await performAndTell(
    () => service.playlists.remove.mutate({ id, items: [...items] }),
    (result) => t('{{count}} tracks taken out', { count: result.items }),
  );
}

/** Moves items in front of another one; `null` moves them to the end. What was moved is seen, so nothing is said. */
export async function moveItems(id: number, items: readonly number[], before: number | null): Promise<void> {
  await performAndTell(
    () => service.playlists.move.mutate({ id, items: [...items], before }),
    () => null,
  );
}

/**
 * Brings the tracks of a playlist into an order, or turns that order round where they are in it already. What is ordered
 * by hand is sorted once; a rule is sorted by from then on.
 */
export async function sortPlaylist({ id, rule }: PlaylistEntry, order: SortOrder): Promise<void> {
  await performAndTell(
    async () => {
      if (rule !== null) {
        return service.playlists.change.mutate({ id, rule: { ...(rule as Rule), sort: [...order], seed: null } });
      }
      const sorted = await service.playlists.sort.mutate({ id, sort: [...order] });
      if (sorted.batch !== null) return sorted;
      const turned = order.map(({ field, descending }) => ({ field, descending: !descending }));
      return service.playlists.sort.mutate({ id, sort: turned });
    },
    () => t('Sorted by {{fields}}', { fields: order.map(({ field }) => columnName(field)).join(', ') }),
  );
}

/** Takes out all but the first of the items of each of these tracks. */
export async function removeRepeats(id: number, tracks: readonly number[]): Promise<void> {
  await performAndTell(
    async () => {
      const found = await Promise.all(tracks.map((track) => service.playlists.items.query({ id, tracks: [track] })));
      return service.playlists.remove.mutate({ id, items: found.flatMap((items) => items.slice(1)) });
    },
    ({ items }) => t('{{count}} repeated tracks taken out', { count: items }),
  );
}

/** Saves the text of a playlist as a file of the browser's downloads. */
export async function exportPlaylist(id: number, name: string, format: PlaylistFormat): Promise<void> {
  try {
    const { text, leftOut } = await service.playlists.file.query({ id, format });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    link.download = `${name.replaceAll(/[/\\:*?"<>|]/gu, '_')}.${format}`;
    link.click();
    URL.revokeObjectURL(link.href);
    const without =
      leftOut === 0 ? '' : t(', without {{count}} tracks whose file has no usable path', { count: leftOut });
    showToast(t('{{file}} saved', { file: link.download }) + without);
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

/** Says that playlists have changed. */
export function playlistsChanged(): void {
  void queries.invalidateQueries(api.playlists.pathFilter());
}

async function performAndTell(
  call: () => Promise<PlaylistResult>,
  words: (result: PlaylistResult) => string | null,
): Promise<void> {
  const refused = await perform(call, words);
  if (refused !== null) showToast(refused, { tone: 'problem' });
}

async function perform(
  call: () => Promise<PlaylistResult>,
  words: (result: PlaylistResult) => string | null,
): Promise<string | null> {
  try {
    const result = await call();
    const { batch } = result;
    const said = batch === null ? t('Nothing changed.') : words(result);
    const action = batch === null ? null : { label: t('Undo'), run: () => void undo(batch).then(playlistsChanged) };
    if (said !== null) showToast(said, { action });
    return null;
  } catch (error) {
    return errorWords(error);
  } finally {
    playlistsChanged();
  }
}
