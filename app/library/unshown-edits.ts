/**
 * Edits that the mount cannot show: no header can be written for the file (chained Ogg, fragmented MP4, a damaged or
 * unknown layout), so the mount shows it unchanged. The app and exports have the edits.
 */
import type { Layout } from '../../fuse/formats/layout.ts';
import { canPlan } from '../../fuse/formats/plan-file.ts';
import type { Connection } from '../storage/connection.ts';
import { HAS_TAG_EDITS } from './personal-fields.ts';

/**
 * SQL over `track` and `file`; needs `registerUnshownEdits`. SQLite may change the order of terms, but not that of a CASE:
 * only layouts of edited tracks are read.
 */
export const HAS_UNSHOWN_EDITS = `CASE WHEN ${HAS_TAG_EDITS} THEN shows_edits(file.layout) = 0 ELSE 0 END`;

/** Adds the SQL function that `HAS_UNSHOWN_EDITS` uses. */
export function registerUnshownEdits(connection: Connection): void {
  connection.function('shows_edits', { deterministic: true }, (layout) =>
    typeof layout === 'string' && canPlan(JSON.parse(layout) as Layout, 'with files') ? 1 : 0,
  );
}

/** Those of the tracks whose edits the mount does not show, in order of id. */
export function tracksWithUnshownEdits(connection: Connection, ids: readonly number[]): number[] {
  registerUnshownEdits(connection);
  return connection
    .prepare<[string], number>(
      `SELECT track.id FROM track JOIN file ON file.id = track.file_id
       WHERE track.id IN (SELECT value FROM json_each(?)) AND ${HAS_UNSHOWN_EDITS} ORDER BY track.id`,
    )
    .pluck()
    .all(JSON.stringify(ids));
}
