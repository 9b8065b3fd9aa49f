/** A library whose fingerprints are on a server: everything that is recognised works over it, and waits while it is away. */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectIndex } from '../../index-engine/index.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startIndexServer, type IndexServerProcess } from '../support/index-server.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const [library, music] = [join(folder, 'library'), join(folder, 'music')];
const one = join(music, 'one.flac');
const ffmpeg = (...options: readonly string[]): Promise<unknown> =>
  promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', ...options]);
let server: IndexServerProcess;
let url: string;
let service: RunningService;

beforeAll(async () => {
  mkdirSync(music);
  const note = (seed: number): string =>
    `sin(2*PI*t*220*pow(2\\,mod(floor(t*3)*${7 + seed}+floor(t)*${seed}\\,25)/12))`;
  await ffmpeg('-f', 'lavfi', '-i', `aevalsrc=0.2*(${note(5)}+${note(11)}+${note(3)}):s=44100:d=30`, one);
  const before = await startIndexServer(join(folder, 'server'));
  await before.stop();
  url = `${before.url}/music`;
  await descantJson(library, 'config', 'index.url', url);
  service = await startService(library, ['--no-mount']);
  await service.api.library.addFolder.mutate({ path: music });
});
afterAll(() => server.stop());

const analysed = async (): Promise<number> => {
  await service.api.scan.start.mutate({});
  while (!(await service.api.scan.wait.mutate({ for: 'analysis', milliseconds: 20_000 })).settled);
  return (await service.api.library.summary.query()).analysed;
};

it('files are analysed while the server is away, and their fingerprints wait for it', async () => {
  expect(await analysed()).toBe(1);
  expect(await service.api.library.index.query()).toMatchObject({ url, state: 'away', waiting: 1 });
  await expect(service.api.recognition.lookup.query({ path: one, limit: 5 })).rejects.toThrow(
    `${url} cannot be reached`,
  );
  const { stdout } = await descant(library, 'status');
  expect(stdout).toMatch(
    /^Index +away: .*ECONNREFUSED.*; 1 fingerprint still to be sent; files are analysed all the same$/m,
  );
});

it('when it is there, look-ups, recordings and duplicates work over it', async () => {
  server = await startIndexServer(join(folder, 'server'), Number(new URL(url).port));
  const small = join(music, 'small.mp3');
  await ffmpeg('-i', one, '-b:a', '96k', small);
  // The call finds the server, whatever the pause.
  await service.api.recognition.lookup.query({ path: small, limit: 5 });
  expect(await analysed()).toBe(2);
  const { matches } = await service.api.duplicates.matches.query({ after: 0, limit: 100, least: 0.75, all: false });
  expect(matches.map(({ tracks }) => tracks.length)).toEqual([2]);
  expect(await service.api.library.index.query()).toMatchObject({ state: 'ready', waiting: 0, lost: 0 });
  const found = await service.api.recognition.lookup.query({ path: one, limit: 5 });
  expect(found.map(({ kind }) => kind)).toEqual(['same', 'same']);
  const remote = await connectIndex(url);
  expect(await remote.info()).toMatchObject({ documents: 2 });
  await remote.close();
});

it('where it goes away again, the duplicates that are known are shown, with what is wrong', async () => {
  await server.stop();
  const later = join(music, 'later.mp3');
  await ffmpeg('-i', one, '-b:a', '128k', later);
  expect(await analysed()).toBe(3);
  const request = { after: 0, limit: 100, least: 0.75, all: false };
  expect(await service.api.duplicates.matches.query(request)).toMatchObject({
    matches: [{ kind: 'copy' }],
    problem: expect.stringContaining(`${url} cannot be reached`),
  });
  server = await startIndexServer(join(folder, 'server'), Number(new URL(url).port));
  await service.api.recognition.lookup.query({ path: one, limit: 5 });
  const { matches, problem } = await service.api.duplicates.matches.query(request);
  expect([new Set(matches.flatMap(({ tracks }) => tracks)).size, problem]).toEqual([3, null]);
});
