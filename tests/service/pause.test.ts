/** Jobs of a real service that rest: others work meanwhile, and the service ends with one. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { testUuid, writeDump } from '../../app/dumps/testing-dumps.ts';
import { makeAudio } from '../support/audio.ts';
import { descantHere, descantJsonHere } from '../support/commands-here.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TRACKS = 12;
const DUMPED = 150_000;
const LIMIT = 60_000;
const WAIT = { milliseconds: 20_000 };

const folder = temporaryFolder();
const library = join(folder, 'library');
const device = join(folder, 'device');
let service: RunningService;

const copied = (): string[] => readdirSync(device).filter((name) => !name.startsWith('.'));
const states = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await service.api.jobs.tasks.query()).map(({ task, state }) => [task, state]));

beforeAll(async () => {
  for (let at = 0; at < TRACKS; at += 1) {
    makeAudio(join(folder, 'music', `${at}.flac`), { tags: { title: `Song ${at}` }, seconds: 1 });
  }
  mkdirSync(device);
  service = await startService(library);
  await descantJsonHere(library, 'scan', join(folder, 'music'));
}, LIMIT);

/** Begins to copy every track, and has it rest before the thread that copies has started. */
async function beginToCopy(directory: string): Promise<void> {
  await service.api.copies.start.mutate({ directory, template: '$title.$format' });
  await service.api.jobs.pause.mutate({ task: 'copies' });
}

it(
  'copies that rest let edits, scans and rebuilds run, and go on',
  async () => {
    await beginToCopy(device);
    expect(await states()).toEqual({ copies: 'paused' });
    expect((await descantHere(library, 'status')).stdout).toMatch(/^copies +paused, /mu);
    await descantJsonHere(library, 'edit', 'title:"Song 3"', 'mood=calm');
    await descantJsonHere(library, 'scan');
    await descantJsonHere(library, 'rebuild', '--search');
    expect(await states()).toEqual({ copies: 'paused', rebuild: 'done' });
    await expect(service.api.jobs.pause.mutate({ task: 'rebuild' })).rejects.toMatchObject({
      data: { reason: 'NOTHING_TO_PAUSE' },
    });
    expect(copied().length).toBeLessThan(TRACKS);
    await service.api.jobs.resume.mutate({ task: 'copies' });
    await service.api.copies.wait.mutate(WAIT);
    expect(await states()).toMatchObject({ copies: 'done' });
    expect(copied()).toHaveLength(TRACKS);
  },
  LIMIT,
);

it(
  'dumps that rest are cancelled as others are, and one that rests when the service ends goes on with the next',
  async () => {
    const lines = Array.from({ length: DUMPED }, (_, at) => ({ id: at + 1, gid: testUuid(at % 9) }));
    const path = writeDump(join(folder, 'track.jsonl'), lines);
    const begin = async (): Promise<void> => {
      await service.api.dumps.start.mutate({ paths: [path] });
      await service.api.jobs.pause.mutate({ task: 'dumps' });
      expect(await states()).toMatchObject({ dumps: 'paused' });
    };
    await begin();
    await service.api.jobs.cancel.mutate({ task: 'dumps' });
    expect(await states()).toMatchObject({ dumps: 'cancelled' });

    await begin();
    await beginToCopy(join(folder, 'another'));
    expect(await service.stop()).toBe(0);
    service = await startService(library);
    // The service goes on with it once it has begun to answer.
    while ((await states())['dumps'] !== 'done') await service.api.dumps.wait.mutate(WAIT);
    expect((await service.api.dumps.wait.mutate({ milliseconds: 0 })).repeated).toBe(0);
    expect((await service.api.dumps.summary.query()).rows.track).toBe(DUMPED);
    expect(await states()).toEqual({ dumps: 'done' });
  },
  LIMIT,
);
