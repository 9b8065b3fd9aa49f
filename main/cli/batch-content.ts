/** What one batch of the history has changed, as the command line prints it. */
import type { BatchEdit, BatchPlaylist, PlaylistItemChange } from '../../app/model/history.ts';
import { shownValues } from './art/art-words.ts';
import type { Api } from './connect.ts';
import { countOf, printJson, printLines } from './output.ts';

/** `genre: Folk → Rock` */
export function changeWords(edit: BatchEdit): string {
  const side = (name: 'before' | 'after'): string =>
    edit.compacted === name || edit.compacted === 'both' ? '(compacted)' : shownValues(edit.field, edit[name]);
  return `${edit.field}: ${side('before')} → ${side('after')}`;
}

interface BatchOutput {
  readonly batch: number;
  /** Groups and tracks at most. */
  readonly limit: number;
  readonly json: boolean;
}

/** Prints the changes of a batch with their numbers of tracks, then its tracks. @returns the exit code */
export async function showBatch(api: Api, { batch, limit, json }: BatchOutput): Promise<number> {
  const { groups, more } = await api.history.groups.query({ batch, limit });
  const { tracks, next } = await api.history.tracks.query({ batch, limit });
  const { playlists, more: morePlaylists } = await api.history.playlists.query({ batch, limit });
  if (json) {
    printJson({ groups, moreGroups: more, tracks, moreTracks: next !== null, playlists, morePlaylists });
    return 0;
  }
  printLines([
    ...playlists.flatMap(playlistLines),
    ...(morePlaylists > 0 ? [`and ${countOf(morePlaylists, 'other playlist')}`] : []),
  ]);
  if (groups.length === 0) {
    if (playlists.length === 0) printLines([`batch ${batch} has changed no field of a track`]);
    return 0;
  }
  printLines([
    ...groups.map((group) => `${changeWords(group)}  (${countOf(group.tracks, 'track')})`),
    ...(more > 0 ? [`and ${countOf(more, 'other change')}`] : []),
    '',
    ...tracks.map(
      ({ id, title, artist }) => `${id}  ${[artist, title ?? '(not in the library)'].filter(Boolean).join(' – ')}`,
    ),
    ...(next === null ? [] : ['and more: --limit shows them']),
  ]);
  return 0;
}

const SIGN: Readonly<Record<PlaylistItemChange['what'], string>> = { added: '+', removed: '-', moved: '↕' };

/** `playlist Evening: name: Dusk → Evening, 2 tracks added`, and a line for each of its first tracks. */
function playlistLines(playlist: BatchPlaylist): string[] {
  const { name, became, texts, added, removed, moved, items } = playlist;
  const words = [
    ...(became === null ? [] : [became]),
    ...texts.map(({ field, before, after }) => `${field}: ${before ?? '(none)'} → ${after ?? '(none)'}`),
    ...(added === 0 ? [] : [`${countOf(added, 'track')} added`]),
    ...(removed === 0 ? [] : [`${countOf(removed, 'track')} taken out`]),
    ...(moved === 0 ? [] : [`${countOf(moved, 'track')} moved`]),
  ];
  const others = added + removed + moved - items.length;
  return [
    `playlist ${name}: ${words.join(', ')}`,
    ...items.map(
      ({ what, trackId, title, artist }) =>
        `  ${SIGN[what]} ${trackId}  ${[artist, title ?? '(not in the library)'].filter(Boolean).join(' – ')}`,
    ),
    ...(others > 0 ? [`  and ${countOf(others, 'other track')}: --limit shows them`] : []),
  ];
}
