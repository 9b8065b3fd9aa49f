import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { backupIsDue, listBackups, newBackupPath, removeOldBackups } from './backup-folder.ts';

const NOON = Date.UTC(2024, 4, 17, 12);
const DAY = 24 * 3_600_000;

function makeBackup(library: string, at: number): string {
  const path = newBackupPath(library, at);
  writeFileSync(path, 'content');
  return path;
}

it('names backups by their time and lists the newest first', () => {
  const library = temporaryFolder();
  expect(listBackups(library)).toEqual([]);
  const older = makeBackup(library, NOON);
  const newer = makeBackup(library, NOON + DAY);
  expect(older).toBe(join(library, 'backups', 'edits-2024-05-17T12-00-00Z.db'));
  writeFileSync(join(library, 'backups', 'edits-2024.db'), '');
  writeFileSync(`${older}.tmp`, '');
  expect(listBackups(library)).toEqual([
    { path: newer, at: NOON + DAY, bytes: 7 },
    { path: older, at: NOON, bytes: 7 },
  ]);
});

it('wants a backup a day, also after the clock was set back', () => {
  const library = temporaryFolder();
  expect(backupIsDue(library, NOON)).toBe(true);
  makeBackup(library, NOON);
  expect(backupIsDue(library, NOON + DAY - 1)).toBe(false);
  expect(backupIsDue(library, NOON + DAY)).toBe(true);
  expect(backupIsDue(library, NOON - DAY + 1)).toBe(false);
  expect(backupIsDue(library, NOON - DAY)).toBe(true);
});

it('keeps the newest three', () => {
  const library = temporaryFolder();
  removeOldBackups(library);
  for (let day = 0; day < 5; day++) makeBackup(library, NOON + day * DAY);
  removeOldBackups(library);
  expect(listBackups(library).map(({ path }) => basename(path))).toEqual([
    'edits-2024-05-21T12-00-00Z.db',
    'edits-2024-05-20T12-00-00Z.db',
    'edits-2024-05-19T12-00-00Z.db',
  ]);
  expect(readdirSync(join(library, 'backups'))).toHaveLength(3);
});

it('removes what a killed service left of a backup, and nothing else', () => {
  const library = temporaryFolder();
  const whole = makeBackup(library, NOON);
  for (const end of ['.tmp', '.tmp-journal']) writeFileSync(`${whole}${end}`, 'a part');
  writeFileSync(join(library, 'backups', 'notes.tmp'), '');
  removeOldBackups(library);
  expect(readdirSync(join(library, 'backups')).toSorted()).toEqual([basename(whole), 'notes.tmp']);
});
