/** `descant events` and `descant player` as processes beside a service. The test takes the place of an open page. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { readOwner } from '../../app/storage/lock.ts';
import { readEvents } from '../../main/cli/event-stream.ts';
import type { LibraryEvent } from '../../app/model/events.ts';
import { makeAudio } from '../support/audio.ts';
import { descant } from '../support/descant.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../main/descant.mjs', import.meta.url));
const folder = temporaryFolder();
const library = join(folder, 'library');

let service: RunningService;
beforeAll(async () => {
  makeAudio(join(folder, 'music/a.flac'), { tags: { title: 'Frantic', artist: 'Hall' }, pitch: 200 });
  service = await startService(library);
  expect(await descant(library, 'scan', join(folder, 'music'), '--wait', 'tags')).toMatchObject({ code: 0 });
});

/** Follows the events as a person does. */
function follow(): { process: ChildProcess; events: AsyncIterator<LibraryEvent>; ended: Promise<unknown[]> } {
  const child = spawn(process.execPath, [PROGRAM, '--library', library, 'events', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const events = {
    async next() {
      const { done, value } = await lines.next();
      return done ? { done, value } : { done: false as const, value: JSON.parse(value) as LibraryEvent };
    },
  };
  return { process: child, events, ended: once(child, 'exit') };
}

async function until(events: AsyncIterator<LibraryEvent>, type: LibraryEvent['type']): Promise<LibraryEvent> {
  for (;;) {
    const { done, value } = await events.next();
    if (done) throw new Error(`the stream ended before an event of type ${type}`);
    if (value.type === type) return value;
  }
}

it('controls the player of an open page, and says so where none plays', async () => {
  expect(await descant(library, 'player', 'pause')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no open page has a track'),
  });
  const leave = new AbortController();
  const input = encodeURIComponent(JSON.stringify({ page: 'page' }));
  const { token } = readOwner(library)!;
  const page = readEvents(`http://127.0.0.1:${service.port}/trpc/events?input=${input}`, token!, leave.signal);
  await page.next();
  const { rows } = await service.api.tracks.list.query({});
  const told = { state: 'playing', position: 1, volume: 1, shuffle: false, repeat: 'off' } as const;
  const can = { hasNext: false, hasPrevious: false, canRaise: false };
  await service.api.player.report.mutate({ page: 'page', track: rows[0]!.id, ...told, ...can });
  expect((await descant(library, 'player')).stdout).toMatch(/Frantic\nArtist +Hall\nState +playing/);
  expect(await descant(library, 'player', 'pause')).toMatchObject({ code: 0 });
  expect(await until(page, 'player')).toEqual({ type: 'player', page: 'page', command: { do: 'pause' } });
  leave.abort();
});

it('tells every event as it happens, and ends with Ctrl-C and with the service', async () => {
  const [one, other] = [follow(), follow()];
  await Promise.all([until(one.events, 'mount'), until(other.events, 'mount')]);
  await service.api.settings.set.mutate({ name: 'scan.watch', value: false });
  expect(await until(one.events, 'settings')).toEqual({ type: 'settings' });
  one.process.kill('SIGINT');
  expect(await one.ended).toEqual([0, null]);
  await until(other.events, 'settings');
  expect(await descant(library, 'stop')).toMatchObject({ code: 0 });
  expect(await other.ended).toEqual([0, null]);
});
