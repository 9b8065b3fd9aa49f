import { beforeEach, describe, expect, it } from 'vitest';
import type { MountState } from '../model/mount.ts';
import { MountController, type MountListener } from './mount-controller.ts';
import { FROM_MOUNT_TYPES } from './mount-protocol.ts';
import { fakeProcesses, type FakeMountProcess } from './testing/fake-mount-process.ts';
import { CHANGES, FROM_MOUNT_SAMPLES, LAYOUT } from './testing/message-samples.ts';

const { mounted } = FROM_MOUNT_SAMPLES;
const turn = (): Promise<unknown> => new Promise(setImmediate);

let states: MountState[];
let told: unknown[];
let started: FakeMountProcess[];
let controller: MountController;
/** What saves come to; tests replace it. */
let saving: MountListener['save'];

beforeEach(() => {
  states = [];
  told = [];
  saving = async () => ({ generation: 5 });
  const processes = fakeProcesses();
  started = processes.started;
  controller = new MountController(processes.start, '/library', {
    state: (state) => states.push(state),
    save: (changes) => saving(changes),
    saveTogether: async (changes, note) => void told.push(['save-together', changes, note]),
    refused: (save) => told.push(['refused', save]),
    problem: (trackId, message) => told.push(['problem', trackId, message]),
  });
});

/** Mounts, and answers as the process does. */
async function mount(): Promise<FakeMountProcess> {
  const mounting = controller.mount('/mnt', LAYOUT, true);
  await turn();
  const child = started.at(-1)!;
  child.say(mounted);
  await mounting;
  return child;
}

describe('mounting', () => {
  it('starts a process and tells it the library, the directory and the views', async () => {
    const mounting = controller.mount('/mnt', LAYOUT, true);
    await turn();
    expect(started[0]!.sent).toEqual([{ type: 'mount', library: '/library', directory: '/mnt', layout: LAYOUT }]);
    expect(controller.state).toEqual({
      state: 'mounting',
      directory: '/mnt',
      template: '$artist/$title',
      backend: null,
      message: null,
    });
    started[0]!.say(mounted);
    expect(await mounting).toEqual({
      state: 'mounted',
      directory: '/mnt',
      template: '$artist/$title',
      backend: 'driver',
      message: 'read-only; slow',
    });
  });

  it('has no message where the backend can do everything', async () => {
    const child = await mount();
    child.say({ ...mounted, limitations: [] });
    expect(controller.state.message).toBeNull();
  });

  it('says the template of the first view where none is at the root, and none without views', async () => {
    const [jazz] = LAYOUT.views;
    const other = controller.mount('/mnt', { ...LAYOUT, views: [jazz!] }, true);
    await turn();
    expect(controller.state.template).toBe('$title');
    started.at(-1)!.say(mounted);
    await other;
    const shown = controller.show({ ...LAYOUT, views: [] });
    await turn();
    started.at(-1)!.say(mounted);
    await shown;
    expect(controller.state.template).toBeNull();
  });

  it('that fails says why, and lets the process go', async () => {
    const mounting = controller.mount('/mnt', LAYOUT, true);
    await turn();
    started[0]!.say(FROM_MOUNT_SAMPLES.failed);
    expect(await mounting).toMatchObject({
      state: 'failed',
      directory: '/mnt',
      backend: null,
      message: 'no FUSE here',
    });
    expect(started[0]!.connected).toBe(false);
    await started[0]!.die(1);
    expect(started).toHaveLength(1);
    expect(controller.state).toMatchObject({ state: 'failed', message: 'no FUSE here' });
  });

  it('elsewhere that fails leaves the library mounted where it was, with its own views', async () => {
    const first = await mount();
    const mounting = controller.mount('/etc', { ...LAYOUT, views: [] }, true);
    await turn();
    await first.die(0);
    started[1]!.say(FROM_MOUNT_SAMPLES.failed);
    await started[1]!.die(1);
    await turn();
    expect(started[2]!.sent).toEqual([{ type: 'mount', library: '/library', directory: '/mnt', layout: LAYOUT }]);
    started[2]!.say(mounted);
    expect(await mounting).toMatchObject({ state: 'failed', directory: '/etc', message: 'no FUSE here' });
    expect(controller.state).toMatchObject({ state: 'mounted', directory: '/mnt' });
  });

  it('elsewhere unmounts first', async () => {
    const first = await mount();
    const mounting = controller.mount('/other', LAYOUT, true);
    await turn();
    expect(first.sent.at(-1)).toEqual({ type: 'unmount' });
    expect(started).toHaveLength(1);
    await first.die(0);
    expect(started).toHaveLength(2);
    started[1]!.say({ ...mounted, directory: '/other' });
    expect((await mounting).directory).toBe('/other');
  });
});

describe('a mount', () => {
  it('is told which tracks have changed, or that any may have', async () => {
    controller.changed([1]);
    const child = await mount();
    controller.changed([1, 2]);
    controller.changed(null);
    expect(child.sent.slice(1)).toEqual([
      { type: 'changed', ids: [1, 2] },
      { type: 'changed', ids: null },
    ]);
    child.disconnect();
    controller.changed([3]);
    expect(child.sent).toHaveLength(3);
  });

  it('shows other views once it is mounted, and the caller waits until they are shown', async () => {
    const mounting = controller.mount('/mnt', LAYOUT, true);
    await turn();
    const other = { ...LAYOUT, views: [{ ...LAYOUT.views[1]!, template: '$album' }] };
    let shown = false;
    const showing = controller.show(other).then(() => (shown = true));
    const child = started[0]!;
    await turn();
    expect(child.sent).toHaveLength(1);
    child.say(mounted);
    await mounting;
    await turn();
    expect(child.sent.at(-1)).toEqual({ type: 'show', layout: other });
    expect(shown).toBe(false);
    child.say(mounted);
    await showing;
    expect(controller.state.template).toBe('$album');
  });

  it('that is not there has nothing to show', async () => {
    await controller.show(LAYOUT);
    expect(started).toEqual([]);
  });

  it('answers a waiting change of views also when it ends', async () => {
    const child = await mount();
    const showing = controller.show(LAYOUT);
    await turn();
    await child.die(0);
    await showing;
  });

  it('is left when no program uses it', async () => {
    const child = await mount();
    const leaving = controller.leave();
    expect(child.sent.at(-1)).toEqual({ type: 'unmount', unlessBusy: true });
    await child.die(0);
    await leaving;
    expect(controller.state.state).toBe('unmounted');
  });

  it('is not left while a program uses it, which the error names', async () => {
    const child = await mount();
    const leaving = controller.leave();
    child.say(FROM_MOUNT_SAMPLES.busy);
    await expect(leaving).rejects.toMatchObject({ code: 'BUSY', message: 'vlc uses it', path: '/mnt' });
    expect(controller.state.state).toBe('mounted');
  });

  it('stays where it is while a program uses it, if it is to be mounted elsewhere without force', async () => {
    const child = await mount();
    const mounting = controller.mount('/elsewhere', LAYOUT, false);
    child.say(FROM_MOUNT_SAMPLES.busy);
    await expect(mounting).rejects.toMatchObject({ code: 'BUSY', message: 'vlc uses it', path: '/mnt' });
    expect(child.sent.at(-1)).toEqual({ type: 'unmount', unlessBusy: true });
    expect(controller.state).toMatchObject({ state: 'mounted', directory: '/mnt' });
    expect(started).toHaveLength(1);
  });

  it('that is not there can be left', async () => {
    await controller.leave();
    expect(controller.state).toEqual({
      state: 'unmounted',
      directory: null,
      template: null,
      backend: null,
      message: null,
    });
  });

  it('is unmounted by force, and what ends then is not mounted again', async () => {
    const child = await mount();
    const unmounting = controller.unmount();
    expect(child.sent.at(-1)).toEqual({ type: 'unmount' });
    await child.die(null);
    await unmounting;
    expect(controller.state.state).toBe('unmounted');
    expect(started).toHaveLength(1);
  });
});

describe('a process that ends', () => {
  it('by itself was unmounted by hand: it stays unmounted', async () => {
    const child = await mount();
    await child.die(0);
    expect(controller.state.state).toBe('unmounted');
    expect(started).toHaveLength(1);
  });

  it('unexpectedly is followed by another with the same views', async () => {
    const child = await mount();
    await child.die(null);
    expect(started).toHaveLength(2);
    expect(started[1]!.sent).toEqual([{ type: 'mount', library: '/library', directory: '/mnt', layout: LAYOUT }]);
    started[1]!.say(mounted);
    expect(controller.state.state).toBe('mounted');
  });

  it('again and again is given up, with the reason', async () => {
    await mount();
    for (const lost of [1, 2, 3, 4]) {
      expect(started).toHaveLength(lost);
      started.at(-1)!.say(mounted);
      await started.at(-1)!.die(null);
    }
    expect(started).toHaveLength(4);
    expect(controller.state).toMatchObject({
      state: 'failed',
      directory: '/mnt',
      message: "the mount's process ended unexpectedly 4 times within a minute (SIGKILL); mount it again",
    });
  });

  it('while it remounts is followed by another, too', async () => {
    const child = await mount();
    await child.die(null);
    await started[1]!.die(9);
    expect(started).toHaveLength(3);
  });

  it('before it was ever mounted is not tried again', async () => {
    const mounting = controller.mount('/mnt', LAYOUT, true);
    await turn();
    await started[0]!.die(7);
    expect(await mounting).toMatchObject({
      state: 'failed',
      message: "the mount's process ended unexpectedly (code 7); mount it again",
    });
    expect(started).toHaveLength(1);
  });

  it('is counted anew when the mount is asked for again', async () => {
    await mount();
    for (let i = 0; i < 4; i++) {
      started.at(-1)!.say(mounted);
      await started.at(-1)!.die(null);
    }
    const child = await mount();
    await child.die(null);
    expect(started).toHaveLength(6);
  });
});

describe('a save', () => {
  it('is answered when it is durable, with the generation of its track', async () => {
    const durable = Promise.withResolvers<{ generation: number }>();
    saving = (changes) => {
      expect(changes).toEqual(CHANGES);
      return durable.promise;
    };
    const child = await mount();
    child.say(FROM_MOUNT_SAMPLES.save);
    await turn();
    expect(child.sent).toHaveLength(1);
    durable.resolve({ generation: 5 });
    await turn();
    expect(child.sent.at(-1)).toEqual({ type: 'saved', call: 1, generation: 5 });
  });

  it('that fails is answered with the reason', async () => {
    saving = async () => {
      throw new Error('the disk is full');
    };
    const child = await mount();
    child.say(FROM_MOUNT_SAMPLES.save);
    await turn();
    expect(child.sent.at(-1)).toEqual({ type: 'not-saved', call: 1, message: 'the disk is full' });
  });

  it('of several tracks is answered without a generation', async () => {
    const child = await mount();
    child.say(FROM_MOUNT_SAMPLES['save-together']);
    await turn();
    expect(told).toEqual([['save-together', [CHANGES], 'renamed Jazz to Blues']]);
    expect(child.sent.at(-1)).toEqual({ type: 'saved', call: 2, generation: null });
  });

  it('of a process that is gone is not answered', async () => {
    const child = await mount();
    child.say(FROM_MOUNT_SAMPLES.save);
    child.disconnect();
    await turn();
    expect(child.sent).toHaveLength(1);
  });
});

it('passes refused saves and problems on', async () => {
  const child = await mount();
  child.say(FROM_MOUNT_SAMPLES.refused);
  child.say(FROM_MOUNT_SAMPLES.problem);
  child.say({ type: 'problem', message: 'slow disk', trackId: null });
  expect(told).toEqual([
    ['refused', FROM_MOUNT_SAMPLES.refused.save],
    ['problem', 7, 'the original has changed'],
    ['problem', null, 'slow disk'],
  ]);
});

it.each(FROM_MOUNT_TYPES)('takes the message %s', async (type) => {
  const child = await mount();
  expect(() => child.say(FROM_MOUNT_SAMPLES[type])).not.toThrow();
});
