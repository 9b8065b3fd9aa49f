/** What one batch of the history has changed, as the command line prints it. */
import type { BatchEdit } from '../../app/model/history.ts';
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
  if (json) {
    printJson({ groups, moreGroups: more, tracks, moreTracks: next !== null });
    return 0;
  }
  if (groups.length === 0) {
    printLines([`batch ${batch} has changed no field of a track`]);
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
