import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { listBackups, newBackupPath } from '../backup/backup-folder.ts';
import { openWriter } from '../storage/connection.ts';
import { migrate } from '../storage/migrate.ts';
import { writeSetting } from '../library/settings.ts';
import type { BackupRequest } from './backup-thread.ts';
import { Backups } from './backups.ts';

const DAY = 24 * 3_600_000;

it('makes a backup in a thread of its own when there is none', async () => {
  const library = temporaryFolder();
  const connection = openWriter(library);
  migrate(connection);
  writeSetting(connection, 'mount.names', 'windows');
  const backups = new Backups(library, (error) => expect(error).toBeUndefined());
  await backups.idle();
  expect(listBackups(library)).toHaveLength(1);
  await backups.close();
  connection.close();
});

it('makes one a day, tells it the newest so far, and removes old ones', async () => {
  const library = temporaryFolder();
  const requests: BackupRequest[] = [];
  const write = async (request: BackupRequest): Promise<boolean> => {
    requests.push(request);
    writeFileSync(request.path, '');
    return true;
  };
  const old = [5, 4, 3, 2].map((days) => newBackupPath(library, Date.now() - days * DAY));
  for (const path of old) writeFileSync(path, '');
  const run = async (): Promise<void> => new Backups(library, () => {}, write).close();
  await run();
  await run();
  expect(requests).toEqual([{ library, path: expect.stringContaining(join(library, 'backups')), latest: old[3] }]);
  expect(listBackups(library).map(({ path }) => path)).toEqual([requests[0]!.path, old[3], old[2]]);
});

it('leaves the backups alone when there is nothing new, and reports failures', async () => {
  const library = temporaryFolder();
  const old = [5, 4, 3, 2].map((days) => newBackupPath(library, Date.now() - days * DAY));
  for (const path of old) writeFileSync(path, '');
  const problems: string[] = [];
  await new Backups(
    library,
    ({ message }) => problems.push(message),
    async () => false,
  ).close();
  const failing = async (): Promise<never> => {
    throw new Error('the disk is full');
  };
  await new Backups(library, ({ message }) => problems.push(message), failing).close();
  expect(problems).toEqual(['the disk is full']);
  expect(listBackups(library).map(({ path }) => basename(path))).toEqual(
    old.map((path) => basename(path)).toReversed(),
  );
});
