/** The backups of a library: `backups/edits-TIME.db` in its folder, the newest few of them. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EditBackup } from '../model/backup.ts';

/** How many backups are kept. */
const KEPT = 3;
const DAY = 24 * 3_600_000;
/** The time in UTC, with signs that every file system allows in names. */
const NAME = /^edits-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.db$/;

const folderOf = (library: string): string => join(library, 'backups');

/** Path of a backup that is made now; its folder is made if need be. */
export function newBackupPath(library: string, now = Date.now()): string {
  mkdirSync(folderOf(library), { recursive: true, mode: 0o700 });
  const time = `${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  return join(folderOf(library), `edits-${time}.db`);
}

/** The newest first. */
export function listBackups(library: string): readonly EditBackup[] {
  return namesIn(folderOf(library))
    .flatMap((name) => {
      const time = NAME.exec(name)?.[1];
      if (time === undefined) return [];
      const path = join(folderOf(library), name);
      const at = Date.parse(time.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'));
      return [{ path, at, bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }];
    })
    .toSorted((a, b) => b.at - a.at);
}

/** Whether the newest backup is older than a day, or there is none. A clock that was set back delays none for long. */
export function backupIsDue(library: string, now = Date.now()): boolean {
  const latest = listBackups(library)[0];
  return latest === undefined || Math.abs(now - latest.at) >= DAY;
}

/** What a service leaves that is killed while it writes a backup. */
const UNFINISHED = /^edits-.*\.db\.tmp(?:-journal|-wal|-shm)?$/;

/** Removes all but the newest few, and those that were not finished. For the service that writes them, once it is done. */
export function removeOldBackups(library: string): void {
  for (const { path } of listBackups(library).slice(KEPT)) rmSync(path, { force: true });
  const folder = folderOf(library);
  for (const name of namesIn(folder)) if (UNFINISHED.test(name)) rmSync(join(folder, name), { force: true });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
