/** Conditions on the genres of tracks, which have a table of their own that is never out of date. */
import { among, type Comparison, type Condition, type Scope } from './condition.ts';

/** SQL: each key of a genre once. Each step looks for the next key in the index: there are far fewer keys than tracks. */
const KEYS = `WITH RECURSIVE each_key (genre_key) AS (
    SELECT min(genre_key) FROM track_genre
    UNION ALL SELECT (SELECT min(genre_key) FROM track_genre WHERE genre_key > each_key.genre_key)
      FROM each_key WHERE genre_key IS NOT NULL)
  SELECT genre_key FROM each_key WHERE genre_key IS NOT NULL`;

/** @param condition on `track_genre`: that a genre contains a text is asked of its key alone */
export function genreCondition({ sql, values }: Condition, how: Comparison, scope: Scope): Condition {
  if (scope === 'tracks') {
    return { sql: `EXISTS (SELECT 1 FROM track_genre WHERE track_id = track.id AND ${sql})`, values };
  }
  if (how !== 'contains') return among(`SELECT track_id FROM track_genre WHERE ${sql}`, values);
  const keys = `SELECT genre_key FROM (${KEYS}) WHERE ${sql}`;
  return among(`SELECT track_id FROM track_genre WHERE genre_key IN (${keys})`, values);
}
