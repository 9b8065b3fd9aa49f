import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { connectIndex, serveIndex, type IndexServer } from '../../index-engine/index.ts';
import { makeAudio } from '../support/audio.ts';
import { descant, descantJson } from '../support/descant.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let server: IndexServer | null = null;
afterAll(async () => server?.close());

it('a library can keep its fingerprints on a server of acoustid-index, and waits for one that is away', async () => {
  const folder = temporaryFolder();
  const library = join(folder, 'library');
  makeAudio(join(folder, 'music', 'a.flac'), { seconds: 6 });
  server = await serveIndex({ directory: join(folder, 'server'), host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${server.port}/music`;
  await server.close();
  server = null;

  await descantJson(library, 'config', 'index.url', url);
  const away = await descantJson<{ analysed: number; jobs: { job: string; state: string; message: string | null }[] }>(
    library,
    'scan',
    join(folder, 'music'),
    '--wait',
    'analysis',
  );
  expect(away.analysed).toBe(0);
  expect(away.jobs.find(({ job }) => job === 'analysis')).toMatchObject({
    state: 'failed',
    message: expect.stringMatching(/\w/),
  });

  server = await serveIndex({ directory: join(folder, 'server'), host: '127.0.0.1', port: Number(new URL(url).port) });
  expect(await descantJson(library, 'scan', '--wait', 'analysis')).toMatchObject({ analysed: 1 });
  const remote = await connectIndex(url);
  expect(await remote.info()).toMatchObject({ documents: 1 });
  await remote.close();

  expect((await descant(library, 'config', 'index.url', 'nowhere')).stderr).toContain('index.url cannot be');
});
