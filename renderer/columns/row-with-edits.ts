/** Rows as they will be once they are read again, from edits that the service has acknowledged. Pure. */
import type { TrackRow } from '../../app/model/tracks.ts';
import type { EditsOfTrack } from '../service/edited-values.ts';
import { NO_MORE_VALUES, type MoreValues } from './more-values.ts';

type Values = readonly string[];

/** What a row shows of a field; what sorts and groups by it comes with the list. */
const SHOWN: Readonly<Record<string, (row: TrackRow, values: Values) => Partial<TrackRow>>> = {
  title: (row, values) => ({ title: joined(values) || row.fileName.replace(/\.[^.]{1,5}$/u, '') }),
  artist: (_row, values) => ({ artist: joined(values) }),
  album: (_row, values) => ({ album: joined(values) }),
  albumartist: (row, values) => ({ albumArtist: joined(values) || row.artist }),
  genre: (_row, values) => ({ genre: joined(values) }),
  date: (_row, values) => ({ year: number(values, /\d{4}/u) }),
  tracknumber: (_row, values) => ({ trackNumber: number(values, /^\d{1,9}/u) }),
  discnumber: (_row, values) => ({ discNumber: number(values, /^\d{1,9}/u) }),
};

export function rowWithEdits(row: TrackRow, edits: EditsOfTrack | undefined): TrackRow {
  if (edits === undefined) return row;
  const fields = Object.keys(edits).filter((field) => SHOWN[field] !== undefined);
  const shown = fields.map((field) => SHOWN[field]?.(row, edits[field]?.after ?? []));
  return Object.assign({}, row, ...shown) as TrackRow;
}

/** The same for what rows do not hold. */
export function moreWithEdits(more: MoreValues | undefined, edits: EditsOfTrack | undefined): MoreValues {
  if (edits === undefined || more?.tags === undefined) return more ?? NO_MORE_VALUES;
  const now = Object.entries(edits).map(([field, { after }]) => [field, after ?? []] as const);
  return { ...more, tags: { ...more.tags, ...Object.fromEntries(now) } };
}

function joined(values: Values): string {
  return values.join('; ');
}

function number(values: Values, form: RegExp): number | null {
  const digits = form.exec(values[0] ?? '');
  return digits === null ? null : Number(digits[0]);
}
