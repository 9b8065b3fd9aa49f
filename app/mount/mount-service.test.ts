import { beforeEach, describe, expect, it } from 'vitest';
import { settingsOf, type Settings } from '../library/settings.ts';
import { defaultMountDirectory } from '../storage/library-folder.ts';
import { MountService } from './mount-service.ts';
import { fakeProcesses, type FakeMountProcess } from './testing/fake-mount-process.ts';
import { FROM_MOUNT_SAMPLES } from './testing/message-samples.ts';

const turn = (): Promise<unknown> => new Promise(setImmediate);
const { mounted, problem, refused, save } = FROM_MOUNT_SAMPLES;

let done: unknown[];
let settings: Settings;
let started: FakeMountProcess[];
let service: MountService;
let scan: (places: unknown) => Promise<void>;
let folder: Uint8Array | null;

beforeEach(() => {
  done = [];
  scan = async () => void done.push('scan');
  folder = Buffer.from('/music/album');
  settings = {
    ...settingsOf([]),
    'mount.template': '$title',
  };
  const processes = fakeProcesses();
  started = processes.started;
  service = new MountService({
    library: '/library',
    start: processes.start,
    settings: async () => settings,
    write: {
      editEach: async (batch) => void done.push(['edit', batch]),
      generationOf: async () => 5,
      addPicture: async () => {},
      addRefusedSave: async (one) => ({ id: 1, at: 2, ...one }),
      noteMountProblem: async (one) => {
        done.push(['problem', one]);
        return folder;
      },
    },
    scan: (places) => scan(places),
    onState: ({ state }) => done.push(state),
    onRefusedSave: (one) => done.push(['refused', one]),
  });
});

async function start(): Promise<FakeMountProcess> {
  const starting = service.start('/mnt', null);
  await turn();
  started.at(-1)!.say(mounted);
  await starting;
  done.length = 0;
  return started.at(-1)!;
}

describe('the mount of the service', () => {
  it('starts with the settings in force, in the usual place unless told', async () => {
    void service.start(null, null);
    await turn();
    expect(started[0]!.sent).toMatchObject([
      {
        type: 'mount',
        library: '/library',
        directory: defaultMountDirectory(),
        layout: { views: [{ template: '$title' }] },
      },
    ]);
  });

  it('starts with another template when told', async () => {
    void service.start('/mnt', '$album');
    await turn();
    expect(started[0]!.sent).toMatchObject([{ directory: '/mnt', layout: { views: [{ template: '$album' }] } }]);
  });

  it('follows the settings, each change with those of its turn', async () => {
    const child = await start();
    settings = { ...settings, 'mount.template': '$artist' };
    const first = service.followSettings();
    await turn();
    settings = { ...settings, 'mount.template': '$album' };
    const second = service.followSettings();
    await turn();
    expect(child.sent.slice(1)).toMatchObject([{ type: 'show', layout: { views: [{ template: '$artist' }] } }]);
    child.say(mounted);
    await first;
    await turn();
    expect(child.sent.slice(2)).toMatchObject([{ type: 'show', layout: { views: [{ template: '$album' }] } }]);
    child.say(mounted);
    await second;
  });

  it('goes on with the next change when one fails', async () => {
    const broken = service.followSettings();
    settings = null as never;
    await expect(broken).rejects.toThrow();
    settings = { 'mount.template': '$title', 'mount.views': [] } as never;
    await service.followSettings();
  });

  it('is left or taken away, and says its state', async () => {
    const child = await start();
    const leaving = service.stop(false);
    expect(child.sent.at(-1)).toEqual({ type: 'unmount', unlessBusy: true });
    await child.die(0);
    expect(await leaving).toMatchObject({ state: 'unmounted' });
    const other = await start();
    const stopping = service.stop(true);
    expect(other.sent.at(-1)).toEqual({ type: 'unmount' });
    await other.die(0);
    expect((await stopping).state).toBe('unmounted');
  });

  it('is told what has changed', async () => {
    const child = await start();
    service.changed([3]);
    expect(child.sent.at(-1)).toEqual({ type: 'changed', ids: [3] });
  });

  it('has its saves made edits, and refused ones kept', async () => {
    const child = await start();
    child.say({ ...save, changes: { trackId: 7, fields: { title: ['One'] }, author: 'kid3' } });
    child.say(refused);
    await turn();
    expect(done).toEqual([
      [
        'edit',
        {
          edits: [{ id: 7, changes: { title: ['One'] } }],
          author: { name: 'kid3', kind: 'program' },
          note: 'saved in the mount',
        },
      ],
      ['refused', { id: 1, at: 2, ...refused.save }],
    ]);
    expect(child.sent.at(-1)).toEqual({ type: 'saved', call: 1, generation: 5 });
  });

  it('notes an original that could not be served, and has its folder scanned, whatever comes of that', async () => {
    const child = await start();
    scan = (places) => {
      done.push(places);
      return Promise.reject(new Error('a scan is running already'));
    };
    child.say(problem);
    await turn();
    const note = ['problem', { trackId: 7, message: problem.message }];
    expect(done).toEqual([note, [{ path: Buffer.from('/music/album'), shallow: true }]]);
    folder = null;
    child.say(problem);
    await turn();
    expect(done.slice(2)).toEqual([note]);
  });

  it('tells the mount of an edit at once, also while a large scan goes on', async () => {
    const child = await start();
    service.scanned([1, 2, 3]);
    service.scanned([4, 5, 6]);
    service.changed([5]);
    expect(child.sent.slice(-2)).toEqual([
      { type: 'changed', ids: [1, 2, 3] },
      { type: 'changed', ids: [5] },
    ]);
  });
});
