/**
 * What the driver answers from listings that were made before, while the library changes. The mounts are served by
 * this process, which decides what happens when; only other programs look at them.
 */
import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nativeDriver } from '../../fuse/backend/native.ts';
import type { Mounted } from '../../fuse/backend/backend.ts';
import { Overlay } from '../../fuse/overlay/overlay.ts';
import { compileTemplate } from '../../fuse/template/compile.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { MemoryLibrary } from './memory-library.ts';
import { attempt, run } from './programs.ts';

let library: MemoryLibrary;
let overlay: Overlay;
let mounted: Mounted;
let directory: string;
/** The kernel is told of one change after the other, as `mountLibrary` does it. */
let told: Promise<void>;

beforeEach(async () => {
  const folder = temporaryFolder();
  directory = join(folder, 'mnt');
  await mkdir(directory);
  library = new MemoryLibrary();
  for (const [id, artist] of [[1, 'Near'], [2, 'Near'], [3, 'Far'], [4, 'Far']] as const) {
    await library.add(folder, id, { artist: [artist], album: ['Album'], title: [`Song ${id}`] });
  }
  // Only the header that was asked for last is kept.
  overlay = await Overlay.open(library, { views: [{ name: '', template: compileTemplate('$artist/$album/$title.$format') }], cacheBytes: 0 });
  mounted = await nativeDriver.mount(directory, overlay, {});
  told = Promise.resolve();
  overlay.onInvalidate((invalidation) => {
    told = told.then(() => mounted.invalidate(invalidation));
  });
});

afterEach(async () => {
  await mounted.unmount();
  overlay.close();
  await rmdir(directory);
});

/** Edits a track and waits until the overlay has it; `told` says when the kernel has. */
async function edit(id: number, tags: Parameters<MemoryLibrary['change']>[1] = {}): Promise<void> {
  library.change(id, tags);
  library.announce(id);
  await overlay.settled();
}

const look = (path = ''): Promise<string> => run('ls', '-lR', join(directory, path));

/** The driver has a listing of a directory with all that is known of this file; nobody has opened it. */
async function listWithAttributes(folder: string, id: number, neighbour: number): Promise<void> {
  await edit(id);
  await told;
  await look(folder);
  // The listing is made anew, now that the file has been looked at.
  await edit(neighbour);
  await told;
  await look(folder);
}

it('an edited file can be opened by its name while the kernel is still being told of another edit', async () => {
  await look();
  await listWithAttributes('Far/Album', 3, 4);

  // Somebody looks at a file that takes long to read: the kernel cannot be told of what is beside it until then.
  await edit(1);
  await told;
  const held = library.hold(1);
  const waits = run('stat', '-c', '%i', join(directory, 'Near/Album/Song 1.bin'));
  await held.waiting;
  await edit(2);
  await edit(3);
  expect(await attempt('cat', join(directory, 'Far/Album/Song 3.bin'))).toEqual({ code: 0, out: 'Original 3\n', err: '' });

  held.release();
  await waits;
  await told;
  expect(await run('cat', join(directory, 'Far/Album/Song 3.bin'))).toBe('Original 3\n');
});

it('a file that was found to be edited before anybody said so can be opened', async () => {
  await look();
  await listWithAttributes('Far/Album', 3, 4);
  library.change(3, {});
  expect(await attempt('cat', join(directory, 'Far/Album/Song 3.bin'))).toEqual({ code: 0, out: 'Original 3\n', err: '' });
});

it('a directory that nobody has looked at has the time of its last change', async () => {
  // The driver has listed the directory above it by itself.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setImmediate(done));
  const path = join(directory, 'Far/Album');
  await edit(3, { title: ['Another'] });
  await told;
  const { modified } = await overlay.attributes(overlay.resolve('Far/Album'));
  expect(await run('stat', '-c', '%Y', path)).toBe(`${modified.seconds}\n`);
  expect(modified.seconds).toBeGreaterThan(1);
});

it('a file that moves is found at its new place at once and nowhere else', async () => {
  await look();
  const places = ['Far/Album/Song 3.bin', 'Near/Album/Moved.bin'];
  for (let round = 0; round < 20; round += 1) {
    const [from, to] = round % 2 === 0 ? places : places.toReversed();
    await edit(3, round % 2 === 0 ? { artist: ['Near'], title: ['Moved'] } : { artist: ['Far'], title: ['Song 3'] });
    await told;
    expect(await run('cat', join(directory, to ?? ''))).toBe('Original 3\n');
    expect((await attempt('stat', join(directory, from ?? ''))).err).toContain('No such file');
    const listed = await look();
    expect(listed).toContain(to?.split('/')[2]);
    expect(listed).not.toContain(from?.split('/')[2]);
  }
});
