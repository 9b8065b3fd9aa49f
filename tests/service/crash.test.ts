import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { jobDone, startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Enough for many commits of a scan. */
const FILES = 3000;

function manyFiles(music: string): void {
  const original = makeAudio(join(music, 'original.mp3'), {
    tags: { title: 'one of many', artist: 'Hall' },
    seconds: 1,
  });
  for (let i = 0; i < FILES - 1; i++) {
    const folder = join(music, `album ${Math.floor(i / 20)}`);
    if (i % 20 === 0) mkdirSync(folder);
    copyFileSync(original, join(folder, `${i}.mp3`));
  }
}

describe('kill -9 of the service', () => {
  it('during a scan loses no acknowledged edit, and the next start goes on where it was', async () => {
    const folder = temporaryFolder();
    const music = join(folder, 'music');
    const library = join(folder, 'library');
    manyFiles(music);
    const edited = new Map<number, string>();
    let seen = 0;
    for (let round = 0; seen < FILES; round++) {
      const service = await startService(library, ['--no-mount', '--no-analysis', '--folder', music]);
      await service.until(
        ({ event, job, done, total }) =>
          event === 'progress' && job === 'scan' && total === FILES && (done as number) >= Math.min(FILES, seen + 600),
      );
      const page = await service.api.tracks.list.query({ query: 'title:=\u0022one of many\u0022', limit: 1 });
      const id = page.rows[0]?.id;
      if (id !== undefined) {
        const title = `edited in round ${round}`;
        await service.api.tracks.edit.mutate({ ids: [id], changes: { title: [title] } });
        edited.set(id, title);
      }
      await service.kill();
      const found = (await startAndCount(library)).total;
      expect(found).toBeGreaterThanOrEqual(seen);
      seen = found;
    }
    const service = await startService(library, ['--no-mount', '--no-analysis']);
    await service.until(jobDone('scan'));
    expect(seen).toBe(FILES);
    expect(edited.size).toBeGreaterThan(0);
    for (const [id, title] of edited) expect((await service.api.tracks.get.query({ id })).title).toBe(title);
    expect((await service.api.history.list.query({ limit: 100 })).length).toBe(edited.size);
  });
});

/** Starts the library without scanning on, counts, and kills it again. */
async function startAndCount(library: string): Promise<{ total: number }> {
  const service = await startService(library, ['--no-mount', '--no-analysis']);
  const { total } = await service.api.tracks.list.query({ query: '', limit: 0 });
  await service.kill();
  return { total };
}
