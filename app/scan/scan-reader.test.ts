import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { testLibrary, type TestLibrary } from '../../tests/support/library.ts';
import { FileWindow } from '../storage/file-window.ts';
import { HeldFiles } from './batch-files.ts';
import { everywhere } from './places.ts';
import { roots } from './roots.ts';
import { GrowingBatch, type ScanBatch } from './scan-batch.ts';
import { ScanReader } from './scan-reader.ts';
import type { ScanPlace } from './scan-result.ts';

let library: TestLibrary;
let place: ScanPlace;
const inMusic = (...parts: string[]): string => join(library.music, ...parts);

beforeEach(() => {
  library = testLibrary();
  [place] = everywhere(roots(library.connection)) as [ScanPlace];
  for (const folder of ['a', 'b']) {
    mkdirSync(inMusic(folder));
    for (const name of ['1.mp3', '2.mp3', 'x.cue']) writeFileSync(inMusic(folder, name), 'no audio');
  }
});

function reader(
  signal = new AbortController().signal,
  skip: (path: Buffer) => boolean = () => false,
): ScanReader<HeldFiles> {
  return new ScanReader(library.connection, new FileWindow(), skip, signal, () => new HeldFiles());
}

/** What the batches of a place hold together: how many there are depends on the time that reading takes. */
async function batchOf(source = reader(), at = place): Promise<[ScanBatch, readonly number[]]> {
  const all = new GrowingBatch(new HeldFiles());
  const unmet = await source.read(at, ([batch]) => {
    const { returned, keys, files, gone, sidecars, errors, done, failed } = batch!;
    all.returned.push(...returned);
    all.keys.push(...keys);
    for (const read of files) for (const file of read.files) all.files.add(read.folder, file);
    all.gone.push(...gone);
    all.sidecars.push(...sidecars);
    all.errors.push(...errors);
    all.done += done;
    all.failed += failed;
  });
  return [all, unmet];
}

const folderId = (path: string): number =>
  library.connection.prepare<[Buffer], number>('SELECT id FROM folder WHERE path = ?').pluck().get(Buffer.from(path))!;

it('says how many files of each place are known', async () => {
  const [b, here] = [
    { ...place, path: Buffer.from(inMusic('b')) },
    { ...place, shallow: true },
  ];
  expect(reader().known([place, b])).toEqual([0, 0]);
  await library.scan();
  expect(reader().known([place, b, here])).toEqual([4, 2, 0]);
  expect(reader().known([])).toEqual([]);
});

it('hands over the new files of each folder with its sidecars, and writes nothing', async () => {
  const [batch, unmet] = await batchOf();
  expect(unmet).toEqual([]);
  expect(batch).toMatchObject({ done: 4, failed: 4, errors: [], returned: [], keys: [], gone: [] });
  expect([...batch.files].map(({ folder, files }) => [folder.toString(), files.length])).toEqual([
    [inMusic('b'), 2],
    [inMusic('a'), 2],
  ]);
  expect(batch.sidecars.map(({ folder, found }) => [folder.toString(), found.length])).toEqual([
    [inMusic('b'), 1],
    [inMusic('a'), 1],
  ]);
  expect(library.find('')).toEqual([]);
});

it('hands over nothing of what is known, and what has changed or is gone', async () => {
  await library.scan();
  const [unchanged] = await batchOf();
  expect(unchanged).toMatchObject({ done: 4, gone: [], sidecars: [] });
  expect(unchanged.files.count).toBe(0);
  writeFileSync(inMusic('a', '1.mp3'), 'still no audio');
  rmSync(inMusic('a', '2.mp3'));
  rmSync(inMusic('a', 'x.cue'));
  const [batch] = await batchOf();
  expect(batch).toMatchObject({ done: 3, failed: 1, gone: [expect.any(Number)] });
  expect([...batch.files].map(({ files }) => files.map(({ name }) => name.toString()))).toEqual([['1.mp3']]);
  expect(batch.sidecars).toMatchObject([{ found: [], gone: [expect.any(Number)] }]);
});

it('names the place of a missing file that is there again', async () => {
  await library.scan();
  library.connection.exec('UPDATE file SET missing_since = 1');
  const [batch] = await batchOf(reader(), { ...place, path: Buffer.from(inMusic('a')) });
  expect(batch.returned).toHaveLength(2);
  for (const file of batch.returned) {
    expect(file).toMatchObject({ folderId: folderId(inMusic('a')), folder: Buffer.from(inMusic('a')) });
  }
});

it('names the folders that are gone, but not those below an unreadable one', async () => {
  mkdirSync(inMusic('b', 'below'));
  writeFileSync(inMusic('b', 'below', '1.mp3'), 'no audio');
  await library.scan();
  rmSync(inMusic('a'), { recursive: true });
  const a = folderId(inMusic('a'));
  expect((await batchOf())[1]).toEqual([a]);
  expect((await batchOf(reader(), { ...place, path: Buffer.from(inMusic('a')), shallow: true }))[1]).toEqual([a]);
  expect((await batchOf(reader(), { ...place, shallow: true }))[1]).toEqual([]);
  expect((await batchOf(reader(AbortSignal.abort())))[1]).toEqual([]);
  if (process.getuid!() === 0) return;
  chmodSync(inMusic('b'), 0);
  const [batch, unmet] = await batchOf();
  chmodSync(inMusic('b'), 0o700);
  expect(unmet).toEqual([a]);
  expect(batch.errors).toMatchObject([{ path: Buffer.from(inMusic('b')) }]);
});

it('waits for the taker of each batch', async () => {
  for (let i = 0; i < 600; i++) writeFileSync(inMusic(`${i}.mp3`), 'no audio');
  const open: PromiseWithResolvers<void>[] = [];
  const sizes: number[] = [];
  const reading = reader().read(place, ([batch]) => {
    sizes.push(batch!.done);
    open.push(Promise.withResolvers<void>());
    return open.at(-1)!.promise;
  });
  const turn = async (): Promise<boolean> => {
    await new Promise(setImmediate);
    return false;
  };
  while (!(await Promise.race([reading.then(() => true), turn()]))) {
    expect(open.length).toBeLessThanOrEqual(1);
    open.pop()?.resolve();
  }
  expect(sizes.length).toBeGreaterThanOrEqual(2);
  expect(sizes.reduce((sum, done) => sum + done)).toBe(604);
});

it('tells the folders whose entries have changed since it read them', async () => {
  const source = reader();
  await batchOf(source);
  expect(source.changed()).toEqual([]);
  mkdirSync(inMusic('a', 'new'));
  expect(source.changed()).toMatchObject([{ path: Buffer.from(inMusic('a')) }]);
});
