/** The details of a track as they will be once they are read again, from edits that the service has acknowledged. Pure. */
import type { TrackDetail } from '../../app/model/tracks.ts';
import { rowWithEdits } from '../columns/row-with-edits.ts';
import type { EditsOfTrack } from '../service/edited-values.ts';
import { sameValues } from '../words/field-text.ts';

/** A field with the value of the file is none that is edited. */
export function detailWithEdits(detail: TrackDetail, edits: EditsOfTrack | undefined): TrackDetail {
  if (edits === undefined) return detail;
  const now = new Map(detail.fields.map((value) => [value.field, value]));
  for (const { field, after, author, at, batch } of Object.values(edits)) {
    const original = now.get(field)?.original ?? null;
    const edit = sameValues(after, original) ? null : { author, at, batch };
    now.set(field, { field, values: after ?? [], original, edit });
  }
  return { ...detail, ...rowWithEdits(detail, edits), fields: [...now.values()] };
}
