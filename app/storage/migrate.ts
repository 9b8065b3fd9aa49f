/**
 * Brings a database to the current schema: numbered migrations, each in its own transaction with the
 * version number, so that a kill in the middle leaves the step wholly done or wholly undone.
 */
import type { Connection } from './connection.ts';
import { filesAndTracks } from './migrations/0001-files-and-tracks.ts';
import { editHistory } from './migrations/0002-edit-history.ts';
import { analysis } from './migrations/0003-analysis.ts';
import { pictures } from './migrations/0004-pictures.ts';
import { refusedSaves } from './migrations/0005-refused-saves.ts';
import { settings } from './migrations/0006-settings.ts';
import { mountProblems } from './migrations/0007-mount-problems.ts';
import { sidecars } from './migrations/0008-sidecars.ts';

/** In order; a migration that has been released is never changed. */
export const MIGRATIONS: readonly string[] = [
  filesAndTracks,
  editHistory,
  analysis,
  pictures,
  refusedSaves,
  settings,
  mountProblems,
  sidecars,
];

/** The database was written by a newer Descant. */
export class NewerDatabaseError extends Error {
  readonly code = 'LIBRARY_TOO_NEW';
  constructor(version: number) {
    super(
      `this library was written by a newer Descant (schema ${version}, this program knows ${MIGRATIONS.length}); update Descant to open it`,
    );
    this.name = 'NewerDatabaseError';
  }
}

/**
 * Applies what is missing, up to `target` (all by default).
 * @throws NewerDatabaseError when the database is from the future; nothing is changed then
 */
export function migrate(connection: Connection, target = MIGRATIONS.length): void {
  const version = connection.pragma('user_version', { simple: true }) as number;
  if (version > MIGRATIONS.length) throw new NewerDatabaseError(version);
  for (let next = version; next < target; next++) {
    connection.transaction(() => {
      connection.exec(MIGRATIONS[next]!);
      connection.pragma(`user_version = ${next + 1}`);
    })();
  }
}
