import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BackupProgress } from '../../../app/model/backup.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { formatTime } from '../output.ts';
import { FakeService } from '../testing/fake-service.ts';
import { summaryOf } from '../testing/rows.ts';
import * as backup from './backup.ts';

const AT = 1_700_000_000_000;
const WRITTEN = { bytes: 2_000_000, tracks: 3, batches: 1, pictures: 2, vectors: 3 };
const DONE: BackupProgress = {
  state: 'done',
  part: 'vectors',
  done: 3,
  total: 3,
  path: '/backup.db',
  written: WRITTEN,
  message: null,
  code: null,
};

let service: FakeService;
let folder: string;
let music: string;
let path: string;
beforeAll(async () => {
  service = await FakeService.start();
});
afterAll(() => service.stop());
beforeEach(() => {
  folder = temporaryFolder();
  music = join(folder, 'music');
  path = join(folder, 'backup.db');
  mkdirSync(music);
  service.answer('library', 'summary', summaryOf({ folders: [{ id: 1, path: music }], library: service.library }));
  service.answer('backup', 'start', () => undefined as never);
  service.answer('backup', 'wait', DONE);
});

describe('descant backup', () => {
  it('writes the library into a file, and says what is in it', async () => {
    const { code, stdout } = await service.run(backup, path);
    expect(code).toBe(0);
    expect(stdout).toContain('3 tracks, 1 change, 2 pictures');
    expect(stdout).toContain(`descant restore ${path}`);
    expect(service.calls).toContainEqual(['backup.start', { path, replace: false }]);
  });

  it('prints JSON', async () => {
    const { stdout } = await service.run(backup, path, '--json');
    expect(JSON.parse(stdout)).toEqual({ path, ...WRITTEN });
  });

  it('waits until the backup is done', async () => {
    const answers = [{ ...DONE, state: 'running' as const, written: null }, DONE];
    service.answer('backup', 'wait', () => answers.shift()!);
    expect((await service.run(backup, path)).code).toBe(0);
    expect(answers).toEqual([]);
  });

  it('tells why a backup failed, and that one was cancelled', async () => {
    service.answer('backup', 'wait', { ...DONE, state: 'failed', written: null, message: 'the disk is full' });
    await expect(service.run(backup, path)).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      path,
      message: 'the disk is full',
    });
    service.answer('backup', 'wait', { ...DONE, state: 'cancelled', written: null });
    await expect(service.run(backup, path)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('replaces a file with --force alone', async () => {
    writeFileSync(path, '');
    await expect(service.run(backup, path)).rejects.toMatchObject({ path });
    expect((await service.run(backup, path, '--force')).code).toBe(0);
    expect(service.calls).toContainEqual(['backup.start', { path, replace: true }]);
  });

  it('writes neither into the music nor into the library, by whatever name', async () => {
    symlinkSync(music, join(folder, 'link'));
    for (const place of [music, service.library, join(folder, 'link')]) {
      await expect(service.run(backup, join(place, 'b.db'))).rejects.toMatchObject({ code: 'BAD_PLACE' });
    }
  });

  it('refuses a folder, a missing folder, and more or less than one file', async () => {
    await expect(service.run(backup, music)).rejects.toThrow(`${music} is a folder; name a file`);
    await expect(service.run(backup, join(folder, 'nowhere', 'b.db'))).rejects.toMatchObject({ code: 'NO_FOLDER' });
    await expect(service.run(backup)).rejects.toThrow('backup takes the file to write');
    await expect(service.run(backup, path, 'another')).rejects.toThrow('backup takes the file to write');
    expect(service.calls.filter(([name]) => name === 'backup.start')).toEqual([]);
  });

  it('lists the backups of the edits', async () => {
    const backups = [{ path: '/library/backups/a', at: AT, bytes: 1200 }];
    service.answer('backup', 'list', backups);
    expect((await service.run(backup, 'list')).stdout).toBe(`${formatTime(AT)}  1.2 kB  /library/backups/a\n`);
    expect(JSON.parse((await service.run(backup, 'list', '--json')).stdout)).toEqual({ backups });
    service.answer('backup', 'list', []);
    expect((await service.run(backup, 'list')).stdout).toContain('no backup yet');
    await expect(service.run(backup, 'list', '--force')).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
  });
});
