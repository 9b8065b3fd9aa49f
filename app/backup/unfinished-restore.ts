/**
 * What a restore leaves that is killed: until the old database is set aside it is as if there had been none, and after
 * that the new one takes its place, by whoever opens the library next.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databasePath } from '../storage/connection.ts';
import { discardFolder } from '../storage/discard-folder.ts';

/** What a library's database is restored from: made under the first name, and whole under the second. */
export function arrivingDatabase(library: string): { readonly unfinished: string; readonly whole: string } {
  const database = databasePath(library);
  return { unfinished: `${database}.restoring`, whole: `${database}.restored` };
}

/** Where restored vectors are made ready, before the database is whole. */
export function arrivingVectors(library: string): string {
  return join(library, 'vectors.restored');
}

/** Finishes a restore, or removes what it left. For the owner of the library's lock, before the database is opened. */
export async function settleRestore(library: string): Promise<void> {
  const database = databasePath(library);
  const { unfinished, whole } = arrivingDatabase(library);
  if (existsSync(unfinished) || (existsSync(whole) && existsSync(database))) {
    for (const path of [unfinished, whole]) {
      for (const log of ['', '-journal', '-wal', '-shm']) rmSync(path + log, { force: true });
    }
    await rm(arrivingVectors(library), { recursive: true, force: true });
  } else if (existsSync(whole)) {
    // The log of the old database would be applied to the new one.
    for (const log of ['-wal', '-shm']) {
      if (existsSync(database + log)) renameSync(database + log, `${database}.before-restore${log}`);
    }
    renameSync(whole, database);
  }
  await takeOverVectors(library);
}

/** Puts restored vectors in the place of the library's own, if there are any, which would be those of other files. */
export async function takeOverVectors(library: string): Promise<void> {
  const arriving = arrivingVectors(library);
  if (!existsSync(arriving)) return;
  // The next start fills the index from the database.
  for (const folder of ['index', 'vectors']) await discardFolder(join(library, folder));
  await rename(arriving, join(library, 'vectors'));
}
