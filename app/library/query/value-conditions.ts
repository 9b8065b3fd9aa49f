/**
 * Conditions on fields without a column, by what the catalogue keeps: which fields each track has, and the values of
 * most of them. Each value is looked at once, however many tracks have it. Tracks with values that are not kept, such as
 * long texts, are tested one by one.
 */
import type { Connection } from '../../storage/connection.ts';
import { among, type Condition, type Scope } from './condition.ts';
import { tagPath } from './field-columns.ts';

/** What a query of the whole library can use: the catalogue, as long as none of it is out of date. */
export function scopeOf(connection: Connection): Exclude<Scope, 'tracks'> {
  const isUpToDate = connection
    .prepare<[], number>(`
      SELECT derived_to >= (SELECT coalesce(max(id), 0) FROM track) AND NOT EXISTS (SELECT 1 FROM outdated_track)
      FROM catalogue_state`)
    .pluck()
    .get();
  return isUpToDate === 1 ? 'catalogue' : 'library';
}

/** Tracks that have the field, or lack it, whatever its values. */
export function fieldCondition(field: string, isThere: boolean): Condition {
  const sets = `SELECT id FROM field_set WHERE json_type(fields, ?) IS ${isThere ? 'NOT NULL' : 'NULL'}`;
  return among(`SELECT track_id FROM album_track WHERE field_set IN (${sets})`, [tagPath(field)]);
}

/** Which values of a field a condition asks for. */
type Asked = 'any' | 'first';

/** SQL: the sets of fields with values that are not kept, or of which more are kept than are compared. */
export const PLAIN_SETS: Readonly<Record<Asked, string>> = {
  any: 'SELECT id FROM field_set WHERE json_extract(fields, ?) = 0',
  first: 'SELECT id FROM field_set WHERE json_extract(fields, ?) IN (0, 2)',
};

/**
 * Tracks with a value of the field, or with one that comes first.
 * @param test on `field_value`
 * @param plain the same on a track
 */
export function valueCondition(field: string, test: Condition, plain: Condition, which: Asked): Condition {
  const plainSets = PLAIN_SETS[which];
  // Where several values are kept of a track, nothing tells which of them is the first.
  const sure =
    which === 'any' ? '1' : `track_id NOT IN (SELECT track_id FROM album_track WHERE field_set IN (${plainSets}))`;
  return among(
    `SELECT track_id FROM track_value WHERE value_id IN (SELECT id FROM field_value WHERE field = ? AND ${test.sql})
        AND ${sure}
      UNION ALL SELECT kept.track_id FROM album_track AS kept
        CROSS JOIN track AS one_track ON one_track.id = kept.track_id
        CROSS JOIN file AS one_file ON one_file.id = one_track.file_id
        LEFT JOIN analysis AS one_analysis ON one_analysis.file_id = one_file.id
        WHERE kept.field_set IN (${plainSets}) AND ${insideOf(plain.sql)}`,
    [field, ...test.values, ...(which === 'any' ? [] : [tagPath(field)]), tagPath(field), ...plain.values],
  );
}

/** Tracks whose tempo is in a range, by their tags or else by the analysis. @param range of an SQL expression */
export function tempoCondition(range: (tempo: string) => Condition, plain: Condition): Condition {
  const number = 'CAST(value AS REAL)';
  const tagged = range(number);
  const analysed = range('bpm');
  // That of a track which is tested as a whole is in `plain`, the analysis included.
  const inTags = valueCondition(
    'bpm',
    { sql: `${number} <> 0 AND ${tagged.sql}`, values: tagged.values },
    plain,
    'first',
  );
  return {
    sql: `(${inTags.sql} OR (track.file_id IN (SELECT file_id FROM analysis WHERE ${analysed.sql})
      AND track.id NOT IN (SELECT track_id FROM track_value WHERE value_id IN
        (SELECT id FROM field_value WHERE field = 'bpm' AND ${number} <> 0))
      AND track.id NOT IN (SELECT track_id FROM album_track WHERE field_set IN (${PLAIN_SETS.first}))))`,
    values: [...inTags.values, ...analysed.values, tagPath('bpm')],
  };
}

/** SQL on a track as it stands in a subquery: the tables there have names of their own, so that others are not joined. */
function insideOf(sql: string): string {
  return sql.replaceAll(/\b(track|file|analysis)\./g, 'one_$1.');
}
