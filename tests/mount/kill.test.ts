/**
 * kill -9 of the mount's process and of the service while tag editors save: what was acknowledged is there whole,
 * what was not is not there at all, the mount comes back by itself or with the service, and saving goes on.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mountStateOf } from '../../fuse/mount/mount-state.ts';
import { makeAudio } from '../support/audio.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { attempt, audioMd5, probe, run, sha256 } from './programs.ts';
import { clearMount, eventually } from './test-mount.ts';

const folder = temporaryFolder();
const [music, library, mount] = ['music', 'library', 'mount'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
const FILES = ['1.flac', '2.flac', '3.mp3', '4.ogg', '5.m4a'] as const;
const ROUNDS = 12;
/** Longest time in milliseconds that programs save before something is killed. */
const LONGEST = 400;

let service: RunningService;
let before: string[];
let sounds: string[];
let watcher: ChildProcess;

const start = async (): Promise<void> => {
  service = await startService(library, ['--folder', music, '--mount', mount, '--template', '$title', '--no-analysis']);
};
/** Waits until the service has announced more than `earlier` mounts; throws what it says where it cannot mount. */
async function mountedAfter(earlier: number): Promise<void> {
  const mounts = (): number => service.announced.filter(({ event }) => event === 'mounted').length;
  const told = await service.until(
    ({ event }) => event === 'mount-failed' || (event === 'mounted' && mounts() > earlier),
  );
  expect([told.event, told['message']]).toEqual(['mounted', null]);
}
const at = (name: string): string => join(mount, name);
const originals = (): Promise<string[]> => Promise.all(FILES.map((name) => sha256(join(music, name))));

/** A process without the rights of root that watches the mount go and come back. */
function watch(): ChildProcess {
  const list = ['/usr/bin/python3', join(import.meta.dirname, 'watch-directory.py'), mount];
  const [program = '', ...args] =
    process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all', ...list] : list;
  return spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
}

beforeAll(async () => {
  for (const [index, name] of FILES.entries()) {
    makeAudio(join(music, name), { tags: { title: name.slice(0, 1) }, pitch: 200 + 50 * index, seconds: 2 });
  }
  before = await originals();
  sounds = await Promise.all(FILES.map((name) => audioMd5(join(music, name))));
  await start();
  await mountedAfter(0);
  for (const name of FILES) await eventually(() => stat(at(name)).catch(() => null), 10_000);
  watcher = watch();
});

afterAll(async () => {
  watcher.kill();
  await service.stop();
  // After a failed round, no other code does.
  await clearMount(mount);
});

/** metaflac and mutagen, saving as often as they can. `end` makes each stop after the save that it is at. */
function saveOn(first: number): { end(): void; readonly ended: Promise<unknown> } {
  const ending = new AbortController();
  const metaflac = async (): Promise<void> => {
    for (let number = first; !ending.signal.aborted; number += 1) {
      const value = `Save ${number}`;
      const more = number % 3 === 0 ? ' and on'.repeat(9000) : '';
      await attempt(
        'metaflac',
        '--remove-tag=GENRE',
        '--remove-tag=COMPOSER',
        `--set-tag=GENRE=${value}`,
        `--set-tag=COMPOSER=${value}${more}`,
        at(FILES[0]),
      );
    }
  };
  const flac = metaflac();
  const loops = FILES.slice(1).map((name) =>
    spawn('/usr/bin/python3', [join(import.meta.dirname, 'save-loop.py'), at(name), String(first)], {
      stdio: ['pipe', 'ignore', 'inherit'],
    }),
  );
  const ended = Promise.all([flac, ...loops.map(async (loop) => expect(await once(loop, 'exit')).toEqual([0, null]))]);
  return {
    ended,
    end() {
      ending.abort();
      for (const loop of loops) loop.stdin?.end();
    },
  };
}

/** The number that a save wrote into a field. */
const numberIn = (values: readonly string[] | null | undefined): string | null =>
  values?.[0]?.split(' and on')[0] ?? null;

/** Every save in the history is whole, and the tracks and the mount say what the last one wrote. */
async function everythingIsWhole(): Promise<number> {
  let saves = 0;
  for (const [index, name] of FILES.entries()) {
    const { rows } = await service.api.tracks.list.query({ query: `title:=${index + 1}` });
    const id = rows[0]!.id;
    const edits = await service.api.history.ofTrack.query({ id });
    const batches = Map.groupBy(edits, ({ batch }) => batch);
    for (const batch of batches.values()) {
      expect(batch.map(({ field }) => field).sort()).toEqual(['composer', 'genre']);
      expect(new Set(batch.map(({ after }) => numberIn(after))).size).toBe(1);
    }
    saves += batches.size;
    const newest = Math.max(...batches.keys(), 0);
    const last = numberIn(batches.get(newest)?.[0]?.after);
    const tags = (await service.api.tracks.tags.query({ ids: [id] }))[id];
    expect([numberIn(tags?.['genre']), numberIn(tags?.['composer'])]).toEqual([last, last]);
    const shown = (await probe(at(name))).tags;
    expect([shown['genre'] ?? null, shown['composer']?.split(' and on')[0] ?? null]).toEqual([last, last]);
    expect(await audioMd5(at(name))).toBe(sounds[index]);
  }
  return saves;
}

const random = (
  (state: number) =>
  (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  }
)(2026);

it(`${ROUNDS} times, at any moment of a save, leaves every edit whole or absent and the originals alone`, async () => {
  let saves = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const saving = saveOn(1000 * (round + 1));
    await pause(50 + random(LONGEST));
    if (round % 2 === 0) {
      const times = service.announced.filter(({ event }) => event === 'mounted').length;
      process.kill((await mountStateOf(mount))!.pid!, 'SIGKILL');
      saving.end();
      await mountedAfter(times);
    } else {
      await service.kill();
      saving.end();
      await start();
      await mountedAfter(0);
    }
    await saving.ended;
    expect(await originals()).toEqual(before);
    saves = await everythingIsWhole();
    await run(
      'metaflac',
      '--remove-tag=GENRE',
      '--remove-tag=COMPOSER',
      `--set-tag=GENRE=After ${round}`,
      `--set-tag=COMPOSER=After ${round}`,
      at(FILES[0]),
    );
    expect((await probe(at(FILES[0]))).tags).toMatchObject({ genre: `After ${round}`, composer: `After ${round}` });
  }
  // Otherwise nothing was tried.
  expect(saves).toBeGreaterThan(ROUNDS * 2);
}, 300_000);

it('never shows an empty directory where the library stands', async () => {
  watcher.stdin?.end();
  const seen = JSON.parse(await text(watcher.stdout!)) as Record<string, number>;
  expect(seen['library']).toBeGreaterThan(0);
  expect(seen).not.toHaveProperty('empty');
});
