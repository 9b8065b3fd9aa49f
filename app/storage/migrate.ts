/**
 * Brings a database to the current schema: numbered migrations, each in a transaction of its own with the version
 * number (`user_version`), so that a kill leaves a step wholly done or wholly undone. Foreign keys are not enforced
 * meanwhile, so that a table can be made anew without deleting what refers to it; they are checked before the commit.
 *
 * How to add a migration:
 * 1. Write `migrations/NNNN-what-it-does.ts`: a function of (connection, log), with SQL and code as it needs.
 * 2. Append the function to MIGRATIONS below. One that has been released is never changed, moved or removed.
 * 3. Write its test beside it: a database of the version before (`databaseOfVersion`) and what becomes of its rows.
 * 4. For a new table, add rows of it to `migrations/testing-database.ts`.
 * 5. Run migrate.test.ts: it fails and prints the digest of the new version; append that to its list.
 */
import type { Connection } from './connection.ts';
import type { Migration, MigrationLog } from './migration.ts';
import { filesAndTracks } from './migrations/0001-files-and-tracks.ts';
import { editHistory } from './migrations/0002-edit-history.ts';
import { analysis } from './migrations/0003-analysis.ts';
import { pictures } from './migrations/0004-pictures.ts';
import { refusedSaves } from './migrations/0005-refused-saves.ts';
import { settings } from './migrations/0006-settings.ts';
import { mountProblems } from './migrations/0007-mount-problems.ts';
import { sidecars } from './migrations/0008-sidecars.ts';
import { overrideStates } from './migrations/0009-override-states.ts';
import { identityBySound } from './migrations/0010-identity-by-sound.ts';
import { naturalTitleOrder } from './migrations/0011-natural-title-order.ts';
import { trackMoves } from './migrations/0012-track-moves.ts';
import { fileDamage } from './migrations/0013-file-damage.ts';
import { audioHash } from './migrations/0014-audio-hash.ts';
import { playlists } from './migrations/0015-playlists.ts';
import { catalogue } from './migrations/0016-catalogue.ts';
import { ratingsAndPlays } from './migrations/0017-ratings-and-plays.ts';
import { readerVersion } from './migrations/0018-reader-version.ts';
import { keptLikes } from './migrations/0019-kept-likes.ts';
import { sortNames } from './migrations/0020-sort-names.ts';
import { compactedHistory } from './migrations/0021-compacted-history.ts';
import { fieldChanges } from './migrations/0022-field-changes.ts';
import { soundQuality } from './migrations/0023-sound-quality.ts';
import { verification } from './migrations/0024-verification.ts';
import { fieldsOfTracks } from './migrations/0025-fields-of-tracks.ts';
import { emptyAudioHashes } from './migrations/0026-empty-audio-hashes.ts';
import { totalsInIndexes } from './migrations/0027-totals-in-indexes.ts';
import { recordings } from './migrations/0028-recordings.ts';
import { setAside } from './migrations/0029-set-aside.ts';
import { proposals } from './migrations/0030-proposals.ts';
import { declaredValues } from './migrations/0031-declared-values.ts';
import { taggedRecordings } from './migrations/0032-tagged-recordings.ts';
import { indexServer } from './migrations/0033-index-server.ts';
import { acoustidSubmissions } from './migrations/0034-acoustid-submissions.ts';
import { fileHashes } from './migrations/0035-file-hashes.ts';
import { postponedIndexes } from './migrations/0036-postponed-indexes.ts';
import { writtenNamesInIndexes } from './migrations/0037-written-names-in-indexes.ts';
import { comparedPairs } from './migrations/0038-compared-pairs.ts';
import { historySearch } from './migrations/0039-history-search.ts';
import { albumsOfArtists } from './migrations/0040-albums-of-artists.ts';
import { makeLeftIndexes } from './postponed-indexes.ts';

/** In order: the first makes version 1 of an empty database. */
export const MIGRATIONS: readonly Migration[] = [
  filesAndTracks,
  editHistory,
  analysis,
  pictures,
  refusedSaves,
  settings,
  mountProblems,
  sidecars,
  overrideStates,
  identityBySound,
  naturalTitleOrder,
  trackMoves,
  fileDamage,
  audioHash,
  playlists,
  catalogue,
  ratingsAndPlays,
  readerVersion,
  keptLikes,
  sortNames,
  compactedHistory,
  fieldChanges,
  soundQuality,
  verification,
  fieldsOfTracks,
  emptyAudioHashes,
  totalsInIndexes,
  recordings,
  setAside,
  proposals,
  declaredValues,
  taggedRecordings,
  indexServer,
  acoustidSubmissions,
  fileHashes,
  postponedIndexes,
  writtenNamesInIndexes,
  comparedPairs,
  historySearch,
  albumsOfArtists,
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
 * Makes the indexes that a killed process has left away, and applies the migrations that `connection` lacks, up to version
 * `target` (all by default).
 * @param log told what each migration does to the data
 * @throws NewerDatabaseError when the database has a version that this program does not know; nothing is changed then
 */
export function migrate(
  connection: Connection,
  { target = MIGRATIONS.length, log = () => {} }: { target?: number; log?: MigrationLog } = {},
): void {
  const version = connection.pragma('user_version', { simple: true }) as number;
  if (version > MIGRATIONS.length) throw new NewerDatabaseError(version);
  makeLeftIndexes(connection);
  const enforced = connection.pragma('foreign_keys', { simple: true }) as number;
  connection.pragma('foreign_keys = OFF');
  try {
    for (let next = version; next < target; next++) {
      connection.transaction(() => {
        MIGRATIONS[next]!(connection, log);
        if ((connection.pragma('foreign_key_check') as unknown[]).length > 0) {
          throw new Error(`migration ${next + 1} left rows that refer to nothing`);
        }
        connection.pragma(`user_version = ${next + 1}`);
      })();
    }
  } finally {
    connection.pragma(`foreign_keys = ${enforced}`);
  }
}
