/** What the service says about library folders that are damaged, incomplete or moved. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { jobDone, startService } from '../support/service.ts';
import type { RunningService } from '../support/service-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CLI = fileURLToPath(new URL('../../main/cli.ts', import.meta.url));
const SERVICE = fileURLToPath(new URL('../../main/service.ts', import.meta.url));

/** Starts the service, which is expected to end by itself. */
function failedStart(library: string): { code: number | null; said: string } {
  const { status, stderr } = spawnSync(process.execPath, [SERVICE, '--library', library, '--no-mount'], {
    encoding: 'utf8',
  });
  return { code: status, said: stderr };
}

describe('a library that cannot be opened', () => {
  it('is named with its damaged file and what to do', () => {
    const library = temporaryFolder();
    writeFileSync(join(library, 'library.db'), 'no database, and long enough to be looked at');
    const { code, said } = failedStart(library);
    expect(code).toBe(1);
    expect(said).toBe(
      `${library}/library.db is damaged: it is no database any more; your music files are not affected. Copy the library folder before anything else; then "descant restore" brings back the edits from a backup\n`,
    );
  });

  it('is refused when its name is not UTF-8, and nothing is created under another name', () => {
    const folder = temporaryFolder();
    const shell = 'exec "$0" "$1" --no-mount --library "$2$(printf "caf\\351")"';
    const { status, stderr } = spawnSync('sh', ['-c', shell, process.execPath, SERVICE, `${folder}/`], {
      encoding: 'utf8',
    });
    expect([status, readdirSync(folder)]).toEqual([1, []]);
    expect(stderr).toContain('has a name that is not UTF-8; choose another folder');
  });

  it('is not replaced by an empty one when its database is missing', async () => {
    const library = join(temporaryFolder(), 'library');
    const service = await startService(library, ['--no-mount', '--no-analysis']);
    await service.stop();
    rmSync(join(library, 'library.db'));
    const { code, said } = failedStart(library);
    expect(code).toBe(1);
    expect(said).toContain(`${library}/library.db is not there or is empty, although the library has index`);
  });
});

it('backs up the edits, which come back after the database was lost', async () => {
  const folder = temporaryFolder();
  const library = join(folder, 'library');
  const music = join(folder, 'music');
  for (const [name, pitch] of [
    ['low', 150],
    ['high', 900],
  ] as const) {
    makeAudio(join(music, `${name}.flac`), { tags: { title: name }, pitch, seconds: 1 });
  }
  const start = (): Promise<RunningService> =>
    startService(library, ['--no-mount', '--no-analysis', '--folder', music]);
  const titles = async ({ api }: RunningService): Promise<string[]> =>
    (await api.tracks.list.query({ query: '', limit: 9 })).rows.map(({ title }) => title).toSorted();

  const first = await start();
  await first.until(jobDone('scan'));
  const [row] = (await first.api.tracks.list.query({ query: 'low', limit: 1 })).rows;
  await first.api.tracks.edit.mutate({ ids: [row!.id], changes: { title: ['mended'] } });
  await first.stop();
  await (await start()).stop();
  rmSync(join(library, 'library.db'));

  const restored = spawnSync(process.execPath, [CLI, 'restore', 'latest', '--library', library], { encoding: 'utf8' });
  expect(restored.stderr).toBe('');
  expect(restored.stdout).toContain('restored: 1 change of 1 track');
  const again = await start();
  await again.until(jobDone('scan'));
  expect(await titles(again)).toEqual(['high', 'mended']);
  expect((await again.api.tracks.get.query({ id: row!.id })).title).toBe('mended');
});

it('stops when its library is moved, and says so', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'a'));
  const service = await startService(join(folder, 'a', 'library'), ['--no-mount', '--no-analysis']);
  const ended = once(service.process, 'exit');
  renameSync(join(folder, 'a'), join(folder, 'b'));
  expect((await service.until(({ event }) => event === 'library-gone'))['message']).toContain(
    `The library is no longer at ${join(folder, 'a', 'library')}`,
  );
  expect(await ended).toEqual([66, null]);
});
