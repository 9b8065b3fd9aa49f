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

/** A part of what a batch was: the change of a field, or words. */
export type BatchPart =
  | { readonly kind: 'change'; readonly field: string; readonly before: string; readonly after: string }
  | { readonly kind: 'words' | 'count'; readonly text: string };

/** The fields with their values before and after, then the tracks and playlists. */
export function batchParts({ changes, tracks, playlists }: Described): BatchPart[] {
  const others = changes.length - NAMED;
  const words = (kind: 'words' | 'count', text: string): BatchPart => ({ kind, text });
  return [
    ...changes.slice(0, NAMED).map(changePart),
    ...(others > 0 ? [words('words', t('{{count}} other fields', { count: others }))] : []),
    ...(tracks > 0 || playlists.length === 0 ? [words('count', t('{{count}} tracks', { count: tracks }))] : []),
    ...(playlists.length > NAMED
      ? [words('words', t('{{count}} playlists', { count: playlists.length }))]
      : playlists.map((name) => words('words', t('Playlist {{name}}', { name })))),
  ];
}

/** `Genre: Rock → Folk · Title: several values → none · 5 tracks`. */
export function batchWords(batch: Described): string {
  const words = batchParts(batch).map((part) =>
    part.kind === 'change' ? `${part.field}: ${part.before} → ${part.after}` : part.text,
  );
  const changed = words.join(' · ');
  return batch.undoes === null ? changed : t('Taken back: {{changed}}', { changed });
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

function changePart({ field, before, after }: BatchChange): BatchPart {
  return {
    kind: 'change',
    field: fieldLabel(field),
    before: sideWords(field, before),
    after: sideWords(field, after),
  };
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
