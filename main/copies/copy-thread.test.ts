/** Runs of copies as the service starts them: one at a time, with progress, cancelled between files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { CopyRequest } from '../../app/model/copies.ts';
import { Copies } from '../../app/service/copies.ts';
import { makeAudio } from '../../tests/support/audio.ts';
import { TESTER, testLibrary, type TestLibrary } from '../../tests/support/library.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { COPY_THREAD } from '../programs.ts';

let library: TestLibrary;
let ids: number[];
beforeAll(async () => {
  library = testLibrary();
  for (const title of ['a', 'b', 'c']) {
    makeAudio(join(library.music, `${title}.mp3`), { tags: { title, album: 'A' }, seconds: 1 });
  }
  await library.scan();
  ids = library.find('title+');
});

const open: Copies[] = [];
afterEach(async () => {
  for (const copies of open.splice(0)) await copies.close();
});

function copiesOf(): Copies {
  const folder = join(library.folder, 'library');
  const copies = new Copies(folder, COPY_THREAD, {
    taken: async () => [library.music, folder],
    settings: async () => ({ 'mount.template': '$title.$format', 'mount.names': 'posix' }),
  });
  open.push(copies);
  return copies;
}

const request = (more: Partial<CopyRequest> = {}): CopyRequest => ({
  directory: join(temporaryFolder(), 'device'),
  query: '',
  ids: null,
  asOf: null,
  template: null,
  names: null,
  convert: null,
  sidecars: false,
  bestCopies: false,
  delete: false,
  dryRun: false,
  ...more,
});

it('copies the tracks of a query by the template of the settings, and tells what it did', async () => {
  const copies = copiesOf();
  expect(copies.progress.state).toBe('idle');
  const wanted = request({ query: 'title:=a , title:=b' });
  await copies.start(wanted);
  expect(copies.progress).toMatchObject({ state: 'running', directory: wanted.directory });
  expect(copies.result).toBeNull();
  await copies.settled();
  expect(copies.progress).toMatchObject({ state: 'done', total: 2, path: null, message: null });
  expect(copies.result).toMatchObject({ copied: ['a.mp3', 'b.mp3'], unchanged: 0, failed: [], cancelled: false });
  expect(readdirSync(wanted.directory).filter((name) => !name.startsWith('.'))).toEqual(['a.mp3', 'b.mp3']);
});

it('copies tracks by their ids, a repeated one once', async () => {
  const copies = copiesOf();
  const wanted = request({ ids: [ids[2]!, ids[0]!, ids[2]!], template: 'x/$title.$format' });
  await copies.start(wanted);
  await copies.settled();
  expect(copies.result?.copied.toSorted()).toEqual(['x/a.mp3', 'x/c.mp3']);
});

it('copies tracks as they were at a moment, and as they are now in the next run', async () => {
  const id = ids[0]!;
  library.edits.apply([id], { title: ['title then'] }, TESTER);
  const asOf = library.connection.prepare<[], number>('SELECT max(at) FROM edit_batch').pluck().get()!;
  while (Date.now() <= asOf) await new Promise(setImmediate);
  library.edits.apply([id], { title: ['title now'] }, TESTER);
  const copies = copiesOf();
  const wanted = request({ ids: [id], template: 'x.$format', asOf });
  const titles = async (moment: number | null): Promise<string[]> => {
    await copies.start({ ...wanted, asOf: moment });
    await copies.settled();
    expect(copies.result).toMatchObject({ copied: ['x.mp3'], unchanged: 0, failed: [] });
    const bytes = readFileSync(join(wanted.directory, 'x.mp3'));
    return ['title then', 'title now'].filter((title) => bytes.includes(title));
  };
  expect(await titles(asOf)).toEqual(['title then']);
  expect(await titles(null)).toEqual(['title now']);
  expect(await titles(asOf)).toEqual(['title then']);
});

it('runs once at a time, and copies nothing more once it is cancelled', async () => {
  const copies = copiesOf();
  const wanted = request();
  await copies.start(wanted);
  await expect(copies.start(request())).rejects.toMatchObject({ code: 'COPY_RUNNING' });
  await copies.cancel();
  expect(copies.progress.state).toBe('cancelled');
  expect(existsSync(join(wanted.directory, 'a.mp3'))).toBe(false);
  await copies.start(wanted);
  await copies.settled();
  expect(copies.result?.copied).toHaveLength(3);
});

it('refuses a place inside the music and a query that it does not understand, before anything runs', async () => {
  const copies = copiesOf();
  await expect(copies.start(request({ directory: join(library.music, 'new') }))).rejects.toMatchObject({
    code: 'BAD_PLACE',
  });
  await expect(copies.start(request({ query: '(' }))).rejects.toMatchObject({ code: 'BAD_QUERY' });
  expect(copies.progress.state).toBe('idle');
});

it('tells why a run failed', async () => {
  const copies = copiesOf();
  await copies.start(request({ template: '%nothing{' }));
  await copies.settled();
  expect(copies.progress).toMatchObject({ state: 'failed', code: 'BAD_TEMPLATE' });
  expect(copies.result).toBeNull();
});

it('rests before the next file while it is paused, and goes on, is cancelled, or ends with the service', async () => {
  const copies = copiesOf();
  await expect(copies.setPaused(true)).rejects.toMatchObject({ code: 'NOTHING_TO_PAUSE' });
  const wanted = request();
  for (const end of [() => copies.cancel(), () => copies.close()]) {
    await copies.start(wanted);
    await copies.setPaused(true);
    // Meanwhile another one copies the same from its beginning to its end.
    const others = copiesOf();
    await others.start(request());
    await others.settled();
    expect(copies.progress).toMatchObject({ state: 'running', isPaused: true, done: 0 });
    await end();
    expect(copies.progress).toMatchObject({ state: 'cancelled', isPaused: false });
  }
  await copies.start(wanted);
  await copies.setPaused(true);
  await copies.setPaused(false);
  await copies.settled();
  expect(copies.progress).toMatchObject({ state: 'done', isPaused: false });
  expect(copies.result?.copied).toHaveLength(3);
});
