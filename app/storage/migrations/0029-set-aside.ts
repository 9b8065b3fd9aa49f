/**
 * Version 29: tracks that a person has hidden or moved to the trash. `aside` is derived from the overrides (1 hidden,
 * 2 in the trash, 3 both); `present` is 1 for tracks whose file is there and that are not set aside.
 *
 * `track_distinct` finds the tracks of which a person has said that they are no copies of others.
 */
import type { Connection } from '../connection.ts';

export function setAside(connection: Connection): void {
  connection.exec(`
    ALTER TABLE track ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX track_aside ON track (aside, file_id) WHERE aside > 0;
    CREATE INDEX track_distinct ON track (id) WHERE instr(overrides, '"distinct"') > 0;
  `);
}
