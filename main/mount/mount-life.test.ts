import { beforeEach, describe, expect, it } from 'vitest';
import { TO_MOUNT_TYPES, type FromMount } from '../../app/mount/mount-protocol.ts';
import { LAYOUT, TO_MOUNT_SAMPLES } from '../../app/mount/testing/message-samples.ts';
import { MountError } from '../../fuse/mount/mount-error.ts';
import type { LibraryMount, LibraryMountOptions } from '../../fuse/mount-library.ts';
import { ORPHAN_TITLE } from '../../fuse/mount/orphan.ts';
import { OverlayError } from '../../fuse/overlay/errors.ts';
import { MountLife, type LibraryOpener, type Mounting } from './mount-life.ts';

const turn = (): Promise<unknown> => new Promise(setImmediate);

let sent: FromMount[];
/** What the process, its library and its mount did. */
let done: unknown[];
let own: { title: string; exit(code: number): void };
let opener: LibraryOpener;
let options: LibraryMountOptions | null;
let ended: PromiseWithResolvers<void>;
let mounting: Mounting;
let mount: Partial<LibraryMount>;

beforeEach(() => {
  sent = [];
  done = [];
  options = null;
  own = { title: 'mount', exit: (code) => void done.push(`exit ${code}`) };
  ended = Promise.withResolvers();
  mount = {
    directory: '/mnt',
    backend: 'driver',
    limitations: [],
    ended: ended.promise,
    show: async (layout) => void done.push(['show', layout]),
    unmount: async () => void done.push('unmount'),
  };
  mounting = {
    mount: async (_source, given) => {
      options = given;
      return mount as LibraryMount;
    },
    unmountUnused: async (directory) => {
      done.push(`leave ${directory}`);
      ended.resolve();
    },
  };
  opener = {
    open: (library, views) => {
      done.push(['open', library, views.length]);
      return {
        changed: (ids: readonly number[]) => done.push(['changed', ids]),
        setViews: (views: readonly unknown[]) => done.push(['views', views.length]),
        close: () => done.push('close'),
      } as unknown as ReturnType<LibraryOpener['open']>;
    },
    folders: () => ['/music'],
    sink: () =>
      ({
        receive: (answer: unknown) => done.push(['answer', answer]),
        disconnected: () => done.push('disconnected'),
      }) as unknown as ReturnType<NonNullable<LibraryOpener['sink']>>,
  };
});

function life(): MountLife {
  const link = { connected: true, send: async (message: FromMount) => void sent.push(message) };
  return new MountLife(opener, [], link, own, mounting);
}

/** A process that has mounted; what it did for that is forgotten. */
async function mounted(): Promise<MountLife> {
  const one = life();
  one.receive(TO_MOUNT_SAMPLES.mount);
  await turn();
  sent.length = 0;
  done.length = 0;
  return one;
}

describe('the process of a mount', () => {
  it('opens the library, mounts it, and says so', async () => {
    life().receive(TO_MOUNT_SAMPLES.mount);
    await turn();
    expect(done).toEqual([['open', '/library', 2]]);
    expect(options).toMatchObject({
      directory: '/mnt',
      views: LAYOUT.views,
      names: 'posix',
      sidecars: true,
      allowOther: false,
      libraryFolders: ['/music'],
    });
    expect(options?.sink).toBeDefined();
    expect(sent).toEqual([{ type: 'mounted', directory: '/mnt', backend: 'driver', limitations: [] }]);
  });

  it('mounts read-only without a way for saves', async () => {
    const { sink: _, ...readOnly } = opener;
    opener = readOnly;
    life().receive(TO_MOUNT_SAMPLES.mount);
    await turn();
    expect(options).not.toHaveProperty('sink');
  });

  it('mounts the library of a moment read-only, and keeps no names for the mount of now', async () => {
    const opened: unknown[] = [];
    const inner = opener;
    opener = {
      ...opener,
      open: (library, views, asOf) => {
        opened.push(asOf);
        return inner.open(library, views, asOf);
      },
      formerNames: () => ({ path: '/library/former-names.jsonl' }) as never,
    };
    life().receive({ ...TO_MOUNT_SAMPLES.mount, layout: { ...LAYOUT, asOf: 1_700_000_000_000 } });
    await turn();
    expect(opened).toEqual([1_700_000_000_000]);
    expect(options).not.toHaveProperty('sink');
    expect(options).not.toHaveProperty('formerNames');
  });

  it('mounts once', async () => {
    const one = await mounted();
    one.receive(TO_MOUNT_SAMPLES.mount);
    await turn();
    expect(done).toEqual([]);
  });

  it('says why it cannot mount, and ends', async () => {
    mounting = { ...mounting, mount: () => Promise.reject(new MountError('NO_BACKEND', 'no FUSE here')) };
    life().receive(TO_MOUNT_SAMPLES.mount);
    await turn();
    expect(sent).toEqual([{ type: 'failed', code: 'NO_BACKEND', message: 'no FUSE here' }]);
    expect(done.at(-1)).toBe('exit 1');
  });

  it('says when the library cannot be opened, and of other failures that it could not mount', async () => {
    const open = opener.open;
    opener = {
      ...opener,
      open: () => {
        throw new Error('no such file');
      },
    };
    life().receive(TO_MOUNT_SAMPLES.mount);
    opener = {
      ...opener,
      open,
      folders: () => {
        throw new Error('odd');
      },
    };
    life().receive(TO_MOUNT_SAMPLES.mount);
    await turn();
    expect(sent).toEqual([
      {
        type: 'failed',
        code: 'LIBRARY_UNREADABLE',
        message: 'The library /library cannot be opened: no such file',
      },
      { type: 'failed', code: 'MOUNT_FAILED', message: 'odd' },
    ]);
  });

  it('passes on what has changed; null is everything', async () => {
    const one = await mounted();
    one.receive({ type: 'changed', ids: [1, 2] });
    one.receive({ type: 'changed', ids: null });
    expect(done).toEqual([
      ['changed', [1, 2]],
      ['changed', []],
    ]);
  });

  it('shows other views, first to the source, and answers', async () => {
    const one = await mounted();
    one.receive({ type: 'show', layout: LAYOUT });
    await turn();
    expect(done).toEqual([
      ['views', 2],
      ['show', LAYOUT],
    ]);
    expect(sent).toEqual([{ type: 'mounted', directory: '/mnt', backend: 'driver', limitations: [] }]);
  });

  it('answers also when other views cannot be shown, and says why', async () => {
    mount = { ...mount, show: () => Promise.reject(new MountError('BAD_TEMPLATE', 'a bad template')) };
    const one = await mounted();
    one.receive({ type: 'show', layout: LAYOUT });
    await turn();
    expect(sent).toEqual([
      { type: 'problem', message: 'The views could not be changed: a bad template', trackId: null },
      { type: 'mounted', directory: '/mnt', backend: 'driver', limitations: [] },
    ]);
  });

  it('gives the answers to saves to those who wait', async () => {
    const one = await mounted();
    one.receive(TO_MOUNT_SAMPLES.saved);
    one.receive(TO_MOUNT_SAMPLES['not-saved']);
    expect(done).toEqual([
      ['answer', TO_MOUNT_SAMPLES.saved],
      ['answer', TO_MOUNT_SAMPLES['not-saved']],
    ]);
  });

  it('reports what the mount could not do', async () => {
    await mounted();
    options?.onProblem?.({ message: 'changed', trackId: 7 });
    options?.onFailure?.('read', new OverlayError('EIO', 'a broken disk'), 8);
    await turn();
    expect(sent).toEqual([
      { type: 'problem', message: 'changed', trackId: 7 },
      { type: 'problem', message: 'a broken disk', trackId: 8 },
    ]);
  });
});

describe('the process of a mount ends', () => {
  it('when it is told to, once', async () => {
    const one = await mounted();
    one.receive({ type: 'unmount' });
    void one.end();
    await turn();
    expect(done).toEqual(['unmount', 'close', 'exit 0']);
    expect(sent).toEqual([{ type: 'unmounted' }]);
  });

  it('when the mount is taken away', async () => {
    await mounted();
    ended.resolve();
    await turn();
    expect(done.at(-1)).toBe('exit 0');
  });

  it('when it is to leave an unused mount', async () => {
    const one = await mounted();
    one.receive({ type: 'unmount', unlessBusy: true });
    await turn();
    expect(done[0]).toBe('leave /mnt');
    expect(done.at(-1)).toBe('exit 0');
  });

  it('not when programs use the mount, which it names', async () => {
    mounting = { ...mounting, unmountUnused: () => Promise.reject(new MountError('BUSY', 'vlc uses it')) };
    const one = await mounted();
    one.receive({ type: 'unmount', unlessBusy: true });
    await turn();
    expect(sent).toEqual([{ type: 'busy', message: 'vlc uses it' }]);
    expect(done).toEqual([]);
  });

  it('when it is to leave and has not mounted anything', async () => {
    life().receive({ type: 'unmount', unlessBusy: true });
    await turn();
    expect(done).toEqual(['exit 0']);
  });

  it('with an error when it cannot unmount', async () => {
    mount = { ...mount, unmount: () => Promise.reject(new Error('still there')) };
    const one = await mounted();
    one.receive({ type: 'unmount' });
    await turn();
    expect(sent).toEqual([{ type: 'failed', code: 'BUSY', message: 'still there' }]);
    expect(done).toEqual(['exit 1']);
  });

  it('with a service that is gone only where nothing is mounted', async () => {
    life().orphaned();
    expect(done).toEqual(['exit 0']);
    const one = await mounted();
    one.orphaned();
    expect(done).toEqual(['disconnected']);
    expect(own.title).toBe(ORPHAN_TITLE);
  });

  it('also when the service cannot be told', async () => {
    const link = { connected: false, send: () => Promise.reject(new Error('closed')) };
    await new MountLife(opener, [], link, own, mounting).end();
    expect(done).toEqual(['exit 0']);
  });
});

it.each(TO_MOUNT_TYPES)('takes the message %s', async (type) => {
  const one = await mounted();
  expect(() => one.receive(TO_MOUNT_SAMPLES[type])).not.toThrow();
  await turn();
});
