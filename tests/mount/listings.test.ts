/** What the driver answers from listings that were made before, while the library changes. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compileTemplate } from '../../fuse/template/compile.ts';
import { attempt, run } from './programs.ts';
import { serveHere, type ServedHere } from './served-here.ts';

let mount: ServedHere;
const at = (path: string): string => join(mount.directory, path);
const look = (path = ''): Promise<string> => run('ls', '-lR', at(path));

beforeEach(async () => {
  // Only the header that was asked for last is kept.
  mount = await serveHere({
    views: [{ name: '', template: compileTemplate('$artist/$album/$title.$format') }],
    cacheBytes: 0,
  });
});

afterEach(async () => mount.end());

/** The driver has a listing of a directory with all that is known of this file, which no program has opened. */
async function listWithAttributes(folder: string, id: number, neighbour: number): Promise<void> {
  await mount.edit(id);
  await mount.told();
  await look(folder);
  // The listing is made anew, now that the file has been looked at.
  await mount.edit(neighbour);
  await mount.told();
  await look(folder);
}

it('an edited file can be opened by its name while the kernel is still being told of another edit', async () => {
  await look();
  await listWithAttributes('Far/Album', 3, 4);

  // A program looks at a file that takes long to read: until then the kernel cannot be told of the files beside it.
  await mount.edit(1);
  await mount.told();
  const held = mount.library.hold(1);
  const waits = run('stat', '-c', '%i', at('Near/Album/Song 1.bin'));
  await held.waiting;
  await mount.edit(2);
  await mount.edit(3);
  expect(await attempt('cat', at('Far/Album/Song 3.bin'))).toEqual({ code: 0, out: 'Original 3\n', err: '' });

  held.release();
  await waits;
  await mount.told();
  expect(await run('cat', at('Far/Album/Song 3.bin'))).toBe('Original 3\n');
});

it('a file that was found to be edited before anybody said so can be opened', async () => {
  await look();
  await listWithAttributes('Far/Album', 3, 4);
  mount.library.change(3, {});
  expect(await attempt('cat', at('Far/Album/Song 3.bin'))).toEqual({ code: 0, out: 'Original 3\n', err: '' });
});

it('a directory that no program has looked at has the time of its last change', async () => {
  // The driver has listed the directory above it by itself.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setImmediate(done));
  await mount.edit(3, { title: ['Another'] });
  await mount.told();
  const { modified } = await mount.overlay.attributes(mount.overlay.resolve('Far/Album'));
  expect(await run('stat', '-c', '%Y', at('Far/Album'))).toBe(`${modified.seconds}\n`);
  expect(modified.seconds).toBeGreaterThan(1);
});

it('a file that moves is found at its new place at once, and listed nowhere else', async () => {
  await look();
  const places = [
    ['Far/Album', 'Song 3.bin'],
    ['Near/Album', 'Moved.bin'],
  ] as const;
  for (let round = 0; round < 20; round += 1) {
    const [from, to] = round % 2 === 0 ? places : ([places[1], places[0]] as const);
    await mount.edit(
      3,
      round % 2 === 0 ? { artist: ['Near'], title: ['Moved'] } : { artist: ['Far'], title: ['Song 3'] },
    );
    await mount.told();
    expect(await run('cat', at(to.join('/')))).toBe('Original 3\n');
    expect(await run('cat', at(from.join('/')))).toBe('Original 3\n');
    const listed = await look();
    expect(listed).toContain(to[1]);
    expect(listed).not.toContain(from[1]);
  }
});
