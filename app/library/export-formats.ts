/**
 * The forms of an export: JSON, JSON Lines, and CSV (RFC 4180) with a row for each track or, with the history, for each
 * edit.
 */
import { csvRow } from './csv.ts';
import type { ExportedTrack, ExportFormatName } from '../model/export.ts';

export interface ExportFormat {
  readonly head: string;
  /** A page of tracks; `first` says that nothing but the head came before it. */
  page(tracks: readonly ExportedTrack[], first: boolean): string;
  readonly foot: string;
}

const tag =
  (name: string) =>
  (track: ExportedTrack): string =>
    track.tags[name]?.join('; ') ?? '';

const TRACK_COLUMNS: readonly (readonly [string, (track: ExportedTrack) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ...[
    'title',
    'artist',
    'album',
    'albumartist',
    'genre',
    'date',
    'tracknumber',
    'totaltracks',
    'discnumber',
    'totaldiscs',
    'composer',
  ].map((name) => [name, tag(name)] as const),
  ['length', ({ technical }) => technical.duration],
  ['kind', ({ technical }) => technical.kind],
  ['bitrate', ({ technical }) => technical.bitrate],
  ['samplerate', ({ technical }) => technical.sampleRate],
  ['bitdepth', ({ technical }) => technical.bitsPerSample],
  ['channels', ({ technical }) => technical.channels],
  ['size', ({ technical }) => technical.size],
  ['bpm', ({ sound }) => sound?.bpm ?? null],
  ['key', ({ sound }) => sound?.key ?? null],
  ['added', ({ addedAt }) => addedAt],
  ['edited', ({ editedAt }) => editedAt],
  ['editedfields', ({ overrides }) => Object.keys(overrides).join('; ')],
  ['missing', ({ missingSince }) => missingSince],
  ['error', ({ technical }) => technical.error],
  ['path', ({ path }) => path],
  ['pathbase64', ({ pathBase64 }) => pathBase64 ?? null],
];

const EDIT_COLUMNS = [
  'id',
  'path',
  'pathbase64',
  'batch',
  'author',
  'time',
  'field',
  'before',
  'after',
  'note',
  'undoneby',
];

/** @param history whether the tracks come with their edits */
export function exportFormat(name: ExportFormatName, history: boolean): ExportFormat {
  if (name === 'jsonl') {
    return { head: '', page: (tracks) => tracks.map((track) => `${JSON.stringify(track)}\n`).join(''), foot: '' };
  }
  if (name === 'json') {
    return {
      head: `{"format":"descant-export","version":1,"exportedAt":"${new Date().toISOString()}","tracks":[\n`,
      page: (tracks, first) =>
        tracks.map((track, i) => (first && i === 0 ? '' : ',\n') + JSON.stringify(track)).join(''),
      foot: '\n]}\n',
    };
  }
  if (history) return { head: csvRow(EDIT_COLUMNS), page: (tracks) => tracks.map(editRows).join(''), foot: '' };
  return {
    head: csvRow(TRACK_COLUMNS.map(([column]) => column)),
    page: (tracks) => tracks.map((track) => csvRow(TRACK_COLUMNS.map(([, value]) => value(track)))).join(''),
    foot: '',
  };
}

function editRows({ id, path, pathBase64, history = [] }: ExportedTrack): string {
  return history
    .map((edit) =>
      csvRow([
        id,
        path,
        pathBase64 ?? null,
        edit.batch,
        edit.author,
        edit.at,
        edit.field,
        edit.before?.join('; ') ?? null,
        edit.after?.join('; ') ?? null,
        edit.note,
        edit.undoneBy,
      ]),
    )
    .join('');
}
