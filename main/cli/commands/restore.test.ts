import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { newBackupPath } from '../../../app/backup/backup-folder.ts';
import { writeBackup } from '../../../app/backup/edit-backup.ts';
import { writeSetting } from '../../../app/library/settings.ts';
import { openWriter } from '../../../app/storage/connection.ts';
import { migrate } from '../../../app/storage/migrate.ts';
import { run } from './restore.ts';

function printed(): string[] {
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  onTestFinished(() => write.mockRestore());
  return lines;
}

/** A library with a setting and a backup of it. */
async function libraryWithBackup(): Promise<{ library: string; backup: string }> {
  const library = temporaryFolder();
  const connection = openWriter(library);
  migrate(connection);
  writeSetting(connection, 'mount.names', 'windows');
  connection.close();
  const backup = newBackupPath(library, Date.UTC(2024, 4, 17, 12));
  await writeBackup(library, backup, null);
  return { library, backup };
}

it('lists the backups', async () => {
  const { library, backup } = await libraryWithBackup();
  const lines = printed();
  expect(await run(['--library', library])).toBe(0);
  expect(lines.join('')).toContain(backup);
  lines.length = 0;
  await run(['--library', library, '--json']);
  expect(JSON.parse(lines.join(''))).toEqual({
    backups: [{ path: backup, at: Date.UTC(2024, 4, 17, 12), bytes: expect.any(Number) }],
  });
  lines.length = 0;
  const empty = temporaryFolder();
  await run(['--library', empty]);
  expect(lines).toEqual([`there is no backup in ${empty}\n`]);
});

it('restores the latest, one by name, and one by path', async () => {
  const { library, backup } = await libraryWithBackup();
  const lines = printed();
  for (const named of ['latest', basename(backup), backup]) {
    writeFileSync(join(library, 'library.db'), 'damaged');
    expect(await run(['--library', library, named])).toBe(0);
    const connection = openWriter(library);
    expect(connection.prepare('SELECT value FROM setting').pluck().all()).toEqual(['"windows"']);
    connection.close();
  }
  expect(lines[0]).toContain(`${backup} restored: 0 changes of 0 tracks\nthe database before is kept as ${library}`);
  await run(['--library', library, 'latest', '--json']);
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ restored: backup, batches: 0, tracks: 0 });
});

it('makes no library in a folder with other files, and one in an empty folder', async () => {
  const { backup } = await libraryWithBackup();
  printed();
  const music = temporaryFolder();
  writeFileSync(join(music, 'song.flac'), '');
  await expect(run(['--library', music, backup])).rejects.toMatchObject({
    code: 'NOT_A_LIBRARY',
    path: music,
    message: expect.stringContaining("name the library's folder with --library, or a new or empty folder"),
  });
  expect(readdirSync(music)).toEqual(['song.flac']);
  expect(await run(['--library', temporaryFolder(), backup])).toBe(0);
  // What is left of a library whose database is lost.
  const rest = temporaryFolder();
  mkdirSync(join(rest, 'art'));
  expect(await run(['--library', rest, backup])).toBe(0);
});

it('refuses what is no backup', async () => {
  const library = temporaryFolder();
  await expect(run(['--library', library, 'latest'])).rejects.toMatchObject({
    code: 'NO_BACKUP',
    path: library,
    message: `there is no backup in ${library}; the service makes one a day once something was edited`,
  });
  await expect(run(['--library', library, 'a', 'b'])).rejects.toThrow('restore takes one backup');
  await expect(run(['--library', library, 'nothing.db'])).rejects.toMatchObject({ code: 'NOT_A_BACKUP' });
});
