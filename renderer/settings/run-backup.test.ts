import { describe, expect, it, vi } from 'vitest';
import type { BackupProgress } from '../../app/model/backup.ts';
import { service } from '../service/client.ts';
import { backupWords, usualBackupName, writeBackup } from './run-backup.ts';

vi.mock('../service/client.ts', () => ({
  service: { backup: { start: { mutate: vi.fn(() => Promise.resolve()) }, wait: { mutate: vi.fn() } } },
}));

const NONE: BackupProgress = {
  state: 'running',
  part: null,
  done: 0,
  total: 0,
  path: '/home/ada/one.backup',
  written: null,
  message: null,
  code: null,
};

describe('a backup of the whole library', () => {
  it('is followed until it has ended', async () => {
    const running: BackupProgress = { ...NONE, part: 'database', done: 1200, total: 5000 };
    const done: BackupProgress = { ...NONE, state: 'done' };
    vi.mocked(service.backup.wait.mutate).mockResolvedValueOnce(running).mockResolvedValueOnce(done);
    const seen: BackupProgress[] = [];
    expect(await writeBackup(' ~/one.backup ', false, (progress) => seen.push(progress))).toBe(done);
    expect(seen).toEqual([running]);
    expect(service.backup.start.mutate).toHaveBeenCalledWith({ path: '~/one.backup', replace: false });
  });

  it('is told in words', () => {
    expect(backupWords(NONE)).toBe('Beginning …');
    expect(backupWords({ ...NONE, part: 'database', done: 1200, total: 5000 })).toBe(
      'Copying the database: 1,200 of 5,000',
    );
    const written = { bytes: 2_000_000, tracks: 1, batches: 2, pictures: 0, vectors: 0 };
    expect(backupWords({ ...NONE, written })).toBe('~/one.backup: 2 MB, 1 track, 2 changes');
  });

  it('has the day in its name', () => {
    expect(usualBackupName(new Date(2026, 2, 1))).toBe('~/descant-2026-03-01.backup');
  });
});
