/**
 * Writes a backup of the edits: a small library database of its own, with the history, the tracks that were edited or
 * played, their plays and recordings, the tracks that nobody wants to be identified, what programs have submitted, the
 * settings and the folders. What the files themselves tell is left out, and so are results of the analysis: a scan brings
 * back the tracks without edits. Pictures stay in `art/`.
 *
 * Invariant: a backup appears under its name when it is complete and on the disk.
 */
import Database from 'better-sqlite3';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { databasePath, type Connection } from '../storage/connection.ts';
import { migrate } from '../storage/migrate.ts';
import { createPrivateFile } from '../storage/private-files.ts';
import { registerQueryFunctions } from '../library/query/sql.ts';
import { rebuildSearch } from '../library/search-rebuild.ts';
import { TrackWriter } from '../library/track-writer.ts';
import { HAS_PERSONAL_DATA } from '../library/untouched.ts';

/** Ids of the tracks that a backup has: those with edits or plays, collected once: that reads the whole table of tracks. */
const COLLECT_EDITED = `CREATE TEMP TABLE edited AS
  SELECT id FROM library.track WHERE ${HAS_PERSONAL_DATA} UNION SELECT track_id FROM library.edit
  UNION SELECT track_id FROM library.playlist_item
  UNION SELECT track_id FROM library.proposal_track JOIN library.proposal ON proposal.id = proposal_id
    WHERE state = 'never'`;
const EDITED = '(SELECT id FROM temp.edited)';
/**
 * Ids of the recordings that a backup has: those of its tracks, those that were changed, those that programs have told
 * something about, and those that one of them was merged into. The gid of any other one follows from its sound.
 */
const COLLECT_RECORDINGS = `CREATE TEMP TABLE kept_recording AS WITH RECURSIVE kept (id) AS (
  SELECT recording_id FROM library.recording_track WHERE track_id IN (SELECT id FROM temp.edited)
  UNION SELECT recording_id FROM library.recording_change UNION SELECT recording_id FROM library.recording_fingerprint
  UNION SELECT recording_id FROM library.recording_mbid UNION SELECT recording_id FROM library.recording_metadata
  UNION SELECT recording_id FROM library.recording_foreign_id
  UNION SELECT recording_id FROM library.submission WHERE recording_id IS NOT NULL
  UNION SELECT id FROM library.recording WHERE merged_into IS NOT NULL
  UNION SELECT recording.merged_into FROM library.recording JOIN kept ON recording.id = kept.id
    WHERE recording.merged_into IS NOT NULL) SELECT id FROM kept`;
const FILES = `(SELECT file_id FROM library.track WHERE id IN ${EDITED})`;

/** Table → which of its rows a backup has, in an order in which rows come after those that they refer to. */
export const BACKED_UP: Readonly<Record<string, string>> = {
  root: '1',
  folder: `id IN (SELECT folder_id FROM library.file WHERE id IN ${FILES})`,
  file: `id IN ${FILES}`,
  track: `id IN ${EDITED}`,
  edit_batch: '1',
  edit: '1',
  history_compaction: '1',
  track_move: '1',
  playlist: '1',
  playlist_item: '1',
  playlist_change: '1',
  playlist_item_change: '1',
  field_change: '1',
  play: '1',
  picture: '1',
  recording: 'id IN (SELECT id FROM temp.kept_recording)',
  recording_track: `track_id IN ${EDITED}`,
  recording_change: '1',
  recording_fingerprint: '1',
  recording_mbid: '1',
  recording_metadata: '1',
  recording_foreign_id: '1',
  submission_source: '1',
  submission: '1',
  acoustid_submission: `track_id IN ${EDITED}`,
  // What waits for a decision is proposed again; that somebody wants no proposals is a decision.
  proposal: "state = 'never'",
  proposal_track: "proposal_id IN (SELECT id FROM library.proposal WHERE state = 'never')",
  refused_save: '1',
  setting: '1',
};

/** What backups differ in: two with equal states hold the same edits. Null where there is nothing to back up. */
const STATE = `SELECT CASE WHEN EXISTS (SELECT 1 FROM edit_batch) OR EXISTS (SELECT 1 FROM setting)
  OR EXISTS (SELECT 1 FROM play) OR EXISTS (SELECT 1 FROM submission)
  OR EXISTS (SELECT 1 FROM proposal WHERE state = 'never') THEN json_array(
  (SELECT max(id) FROM edit_batch), (SELECT max(id) FROM play), (SELECT max(id) FROM submission),
  (SELECT group_concat(id) FROM (SELECT id FROM proposal WHERE state = 'never' ORDER BY id)),
  (SELECT json_group_object(key, value) FROM (SELECT key, value FROM setting ORDER BY key)),
  (SELECT group_concat(hex(path)) FROM (SELECT path FROM root ORDER BY path))) END`;

/**
 * @param latest the newest backup so far
 * @returns false when there is nothing to back up, or nothing that `latest` does not have
 */
export async function writeBackup(library: string, path: string, latest: string | null): Promise<boolean> {
  const state = stateOf(databasePath(library));
  if (state === null || (latest !== null && state === stateOf(latest))) return false;
  const temporary = `${path}.tmp`;
  rmSync(temporary, { force: true });
  createPrivateFile(temporary);
  const backup = new Database(temporary);
  try {
    // One flush at the end instead of one for each transaction.
    backup.pragma('synchronous = OFF');
    migrate(backup);
    backup.prepare('ATTACH ? AS library').run(databasePath(library));
    copyRows(backup);
    backup.exec('DETACH library');
    await nextTurn();
    registerQueryFunctions(backup);
    await rebuildSearch(backup, new TrackWriter(backup), () => {}, new AbortController().signal);
  } catch (error) {
    backup.close();
    rmSync(temporary, { force: true });
    throw error;
  }
  backup.close();
  const file = openSync(temporary, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, path);
  return true;
}

/** One transaction, which sees the library as it is at its beginning. */
function copyRows(backup: Connection): void {
  // Batches refer to later ones, which undo them.
  backup.pragma('foreign_keys = OFF');
  backup.transaction(() => {
    backup.exec(COLLECT_EDITED);
    backup.exec(COLLECT_RECORDINGS);
    for (const [table, where] of Object.entries(BACKED_UP)) {
      backup.exec(`INSERT INTO main.${table} SELECT * FROM library.${table} WHERE ${where}`);
    }
    // Ids that were given are not given again.
    backup.exec(
      'DELETE FROM main.sqlite_sequence; INSERT INTO main.sqlite_sequence SELECT * FROM library.sqlite_sequence',
    );
  })();
}

/** Null also for a file that is no database of a library. */
function stateOf(path: string): string | null {
  try {
    const connection = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return connection.prepare<[], string | null>(STATE).pluck().get() ?? null;
    } finally {
      connection.close();
    }
  } catch {
    return null;
  }
}
