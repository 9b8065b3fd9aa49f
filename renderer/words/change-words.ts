/** What a batch of edits was, in words. */
import type { BatchChange, BatchEdit, EditBatch, SharedValues } from '../../app/model/history.ts';
import { valuesToText } from './field-text.ts';
import { fieldLabel } from './field-names.ts';
import { saidMessage, t } from './text.ts';

/** Fields that are named with their values; the others are counted. */
const NAMED = 3;

/** Characters of a value that are shown. */
const SHOWN = 60;

type Described = Pick<EditBatch, 'changes' | 'tracks' | 'playlists' | 'undoes'>;

/** `Genre: Rock → Folk · Title: several values → none · 5 tracks`. */
export function batchWords({ changes, tracks, playlists, undoes }: Described): string {
  const named = changes.slice(0, NAMED).map(changeWords);
  const others = changes.length - named.length;
  const words = [
    ...named,
    ...(others > 0 ? [t('{{count}} other fields', { count: others })] : []),
    ...(tracks > 0 || playlists.length === 0 ? [t('{{count}} tracks', { count: tracks })] : []),
    ...(playlists.length > NAMED
      ? [t('{{count}} playlists', { count: playlists.length })]
      : playlists.map((name) => t('Playlist {{name}}', { name }))),
  ];
  const changed = words.join(' · ');
  return undoes === null ? changed : t('Taken back: {{changed}}', { changed });
}

/** What is said beside a batch: its author, and its note where that says more than the batch. */
export function batchOrigin({ author, note, said, undoes, undoneBy }: EditBatch): string {
  const words = [t('by {{author}}', { author })];
  if (undoes !== null) {
    words.push(
      note === 'redo' ? t('redo of change {{undoes}}', { undoes }) : t('undo of change {{undoes}}', { undoes }),
    );
  } else if (note !== '') words.push(saidMessage(note, said));
  if (undoneBy !== null) words.push(t('taken back by change {{undoneBy}}', { undoneBy }));
  return words.join(' · ');
}

/** Whether the values before or after a change are there: a compaction of the history drops some. */
type Kept = Pick<BatchEdit, 'before' | 'after' | 'compacted'>;

/** What a field was before a change, or after it. */
export function editSide(field: string, edit: Kept, side: 'before' | 'after'): string {
  if (edit.compacted === side || edit.compacted === 'both') return t('no longer kept');
  return valueWords(field, edit[side]);
}

function changeWords({ field, before, after }: BatchChange): string {
  return `${fieldLabel(field)}: ${sideWords(field, before)} → ${sideWords(field, after)}`;
}

function sideWords(field: string, values: SharedValues): string {
  if (values === 'several') return t('several values');
  const text = valueWords(field, values).replaceAll(/\s+/gu, ' ');
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}

function valueWords(field: string, values: readonly string[] | null): string {
  if (field === 'picture') return values === null ? t('no picture') : t('a picture');
  return values === null ? t('none') : valuesToText(field, values);
}
