/**
 * Version 31: the values of declared fields are kept like those of others (versions 16 and 25). `counted` lists in JSON
 * the declared fields whose values are kept of all tracks; those of the others are read from the tags until then.
 * In `field_set.fields` a declared field has 2 where all of several values are kept: nothing tells which is the first.
 */
import type { Connection } from '../connection.ts';

export function declaredValues(connection: Connection): void {
  connection.exec("ALTER TABLE catalogue_state ADD COLUMN counted TEXT NOT NULL DEFAULT '[]'");
}
