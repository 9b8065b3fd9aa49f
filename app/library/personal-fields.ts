/**
 * The fields that a person gives to a track rather than to a file (`personal` in the field table). They are overrides
 * like edits of tags, with their history, undo, moves and backups. But they are no edits of what the file says: `is:edited`,
 * the marks in lists and the headers of the mount leave them out.
 */
import { FIELDS } from '../../fuse/fields/field-table.ts';
import type { Overrides } from './effective-track.ts';

export const PERSONAL_FIELDS: ReadonlySet<string> = new Set(
  FIELDS.filter(({ personal }) => personal).map(({ name }) => name),
);

const NAMES = [...PERSONAL_FIELDS].map((name) => `'${name}'`).join(', ');

/** SQL over `track`: whether it has an edit of a tag or a picture in force. */
export const HAS_TAG_EDITS = `(track.overrides <> '{}' AND EXISTS (
  SELECT 1 FROM json_each(track.overrides) AS override WHERE override.key NOT IN (${NAMES})))`;

/** The overrides of tags and pictures among all of a track. */
export function tagOverrides(overrides: Overrides): Overrides {
  const own = Object.entries(overrides);
  return own.some(([field]) => PERSONAL_FIELDS.has(field))
    ? Object.fromEntries(own.filter(([field]) => !PERSONAL_FIELDS.has(field)))
    : overrides;
}
