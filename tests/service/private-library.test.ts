import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { jobDone, startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('lets no other user read what the service writes into an existing folder', async () => {
  const folder = temporaryFolder();
  const library = join(folder, 'library');
  mkdirSync(library);
  chmodSync(library, 0o755);
  makeAudio(join(folder, 'music', 'low.flac'), { tags: { title: 'low' }, pitch: 150, seconds: 6 });
  const service = await startService(library, ['--no-mount', '--folder', join(folder, 'music')]);
  await service.until(jobDone('analysis'));
  const made = readdirSync(library, { recursive: true, encoding: 'utf8' });
  for (const part of ['library.db', 'library.db-wal', 'library.db-shm', 'lock.db', 'service.json']) {
    expect(made).toContain(part);
  }
  for (const store of ['index', 'vectors']) expect(made.some((path) => path.startsWith(`${store}/`))).toBe(true);
  expect(made.filter((path) => (statSync(join(library, path)).mode & 0o077) !== 0)).toEqual([]);
  expect(statSync(library).mode & 0o777).toBe(0o755);
  await service.stop();
});
