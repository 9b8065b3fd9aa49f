import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import type { Change } from '../contract/fingerprint-index.ts';
import { IndexError } from '../contract/index-error.ts';
import { SegmentBuilder } from '../jobs/segment-builder.ts';
import type { JobRunner } from '../jobs/segment-job.ts';
import { lockDirectory } from '../storage/directory-lock.ts';
import { IndexCollection } from './index-collection.ts';

const newPath = temporaryPaths();

/** A collection that writes files on this thread too; problems are failures of the test. */
function open(directory: string): IndexCollection {
  return new IndexCollection(
    directory,
    { sync: false },
    (name, error) => expect.fail(`${name}: ${error.message}`),
    () => new SegmentBuilder(),
  );
}

/** The same with a record of its problems. */
function openWithProblems(
  directory: string,
  newJobRunner: () => JobRunner = () => new SegmentBuilder(),
): { collection: IndexCollection; problems: string[] } {
  const problems: string[] = [];
  const report = (name: string, error: IndexError): void => void problems.push(`${name} ${error.code}`);
  return { collection: new IndexCollection(directory, { sync: false }, report, newJobRunner), problems };
}

/** The files and folders of a collection, without its lock. */
function contentOf(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name !== 'lock')
    .toSorted();
}

const insert = (id: number): Change => ({ type: 'insert', id, hashes: Uint32Array.from([5]) });
const isClosed = { code: 'Closed', message: 'The index is closed.' };

/** Waits until every index that was found is open. */
async function ready(collection: IndexCollection): Promise<void> {
  while (!collection.isReady) await new Promise(setImmediate);
}

describe('a collection of indexes', () => {
  it('writes the files of its indexes in threads', async () => {
    const directory = newPath();
    const first = new IndexCollection(directory, {}, (name, error) => expect.fail(`${name}: ${error.message}`));
    const index = await first.create('a');
    expect(await index.update([insert(1)])).toEqual({ version: 1 });
    await index.checkpoint();
    expect(await index.segments()).toMatchObject([
      { kind: 'file', documents: 1 },
      { kind: 'memory', documents: 0 },
    ]);
    await first.close();
    expect(readdirSync(directory).toSorted()).toEqual(['.generations', 'a']);
  });

  it('has one block cache for all its indexes', async () => {
    const directory = newPath();
    const collection = new IndexCollection(
      directory,
      { cacheBytes: 0, sync: false },
      () => undefined,
      () => new SegmentBuilder(),
    );
    const common = Uint32Array.from({ length: 100 }, (_, i) => i);
    const indexes = [await collection.create('a'), await collection.create('b')];
    for (const index of indexes) {
      await index.update(Array.from({ length: 200 }, (_, i) => ({ type: 'insert', id: i + 1, hashes: common })));
      await index.checkpoint();
    }
    const blocksRead: number[] = [];
    for (const index of [...indexes, ...indexes]) {
      await index.search(common, { timeout: 10_000 });
      blocksRead.push((await index.statistics()).blocksRead);
    }
    // Each index alone fits the smallest cache; the search of the other one displaced its blocks.
    expect(blocksRead[0]).toBeGreaterThan(32);
    expect(blocksRead[0]).toBeLessThan(64);
    expect(blocksRead[2]).toBeGreaterThan(blocksRead[0]!);
    await collection.close();
  });

  it('opens its indexes again', async () => {
    const directory = newPath();
    const first = open(directory);
    const [a, b] = await Promise.all([first.create('a'), first.create('b')]);
    await a.update([insert(1)]);
    expect(await b.has(1)).toBe(false);
    await first.close();
    const second = open(directory);
    expect(() => second.get('a')).toThrow(
      expect.objectContaining({ code: 'IndexNotReady', message: 'The index a is still being opened.' }),
    );
    expect([second.isReady, second.openIndexes]).toEqual([false, []]);
    // An index that is being opened is awaited, not created again.
    expect(await (await second.create('a')).has(1)).toBe(true);
    await ready(second);
    expect(await second.get('a').has(1)).toBe(true);
    expect(second.openIndexes.map(({ name }) => name).toSorted()).toEqual(['a', 'b']);
    await second.close();
  });

  it('leaves folders alone that are not indexes', async () => {
    const directory = newPath();
    mkdirSync(join(directory, 'music'), { recursive: true });
    writeFileSync(join(directory, 'music', 'song.flac'), 'x');
    writeFileSync(join(directory, 'music', 'lock'), '');
    writeFileSync(join(directory, 'notes'), 'x');
    writeFileSync(join(directory, '.deleted-notes'), 'x');
    mkdirSync(join(directory, 'not a name'));
    writeFileSync(join(directory, 'not a name', 'manifest'), 'x');
    const before = contentOf(directory);
    const collection = open(directory);
    await ready(collection);
    expect(() => collection.get('music')).toThrow(
      expect.objectContaining({ code: 'IndexNotFound', message: 'There is no index music.' }),
    );
    await expect(collection.create('music')).rejects.toMatchObject({
      code: 'InvalidIndexName',
      path: join(directory, 'music'),
      message: `${join(directory, 'music')} has other files: choose another name.`,
    });
    expect(await collection.delete('music')).toBe(false);
    await collection.close();
    expect(readdirSync(join(directory, 'music')).toSorted()).toEqual(['lock', 'song.flac']);
    expect(contentOf(directory)).toEqual(before);
  });

  it('creates an index once for many concurrent calls', async () => {
    const collection = open(newPath());
    const made = await Promise.all(Array.from({ length: 5 }, () => collection.create('same')));
    expect(new Set(made).size).toBe(1);
    await expect(collection.create('same', { expectDoesNotExist: true })).rejects.toMatchObject({
      code: 'IndexAlreadyExists',
      message: 'The index same exists already.',
    });
    await collection.create('other', { expectDoesNotExist: true, generation: 7 });
    expect([collection.generationOf('same'), collection.generationOf('other')]).toEqual([1, 7]);
    await collection.close();
  });

  it('deletes an index with its files, and what a crash left of a deleted one', async () => {
    const directory = newPath();
    const collection = open(directory);
    const gone = await collection.create('gone');
    expect(await collection.delete('gone')).toBe(true);
    await expect(gone.info()).rejects.toMatchObject(isClosed);
    expect(await collection.delete('gone')).toBe(false);
    expect(existsSync(join(directory, 'gone'))).toBe(false);
    expect([await collection.create('gone').then(() => collection.generationOf('gone'))]).toEqual([2]);
    await collection.close();
    mkdirSync(join(directory, '.deleted-old-1', 'deep'), { recursive: true });
    const again = open(directory);
    await ready(again);
    await again.close();
    expect(readdirSync(directory).toSorted()).toEqual(['.generations', 'gone']);
  });

  it('creates an index where a crash left an incomplete one', async () => {
    const directory = newPath();
    mkdirSync(join(directory, 'half'), { recursive: true });
    writeFileSync(join(directory, 'half', 'lock'), '');
    writeFileSync(join(directory, 'half', 'manifest.tmp'), '');
    const collection = open(directory);
    await ready(collection);
    expect(await (await collection.create('half')).has(1)).toBe(false);
    await collection.close();
  });

  it('is open once at a time', async () => {
    const directory = newPath();
    const collection = open(directory);
    expect(() => open(directory)).toThrow(expect.objectContaining({ code: 'IndexLocked' }));
    await collection.close();
    await open(directory).close();
  });

  it('refuses names that are not index names', async () => {
    const collection = open(newPath());
    for (const name of ['', '.', '..', 'a/b', 'a b', 'x'.repeat(256), '.generations']) {
      await expect(collection.create(name)).rejects.toMatchObject({
        code: 'InvalidIndexName',
        message: 'An index name is 1 to 255 letters, digits, _ and -.',
      });
    }
    await collection.close();
  });

  it('deletes an index that is still being opened', async () => {
    const directory = newPath();
    const first = open(directory);
    await first.create('a');
    await first.close();
    const second = open(directory);
    expect(await second.delete('a')).toBe(true);
    expect(contentOf(directory)).toEqual(['.generations']);
    await second.close();
  });

  it('leaves alone what takes the place of a deleted index', async () => {
    const directory = newPath();
    const collection = open(directory);
    await collection.create('a');
    await collection.delete('a');
    mkdirSync(join(directory, 'a'));
    writeFileSync(join(directory, 'a', 'lock'), '');
    await collection.close();
    expect(existsSync(join(directory, 'a', 'lock'))).toBe(true);
  });

  it('completes updates when it is closed, and has no indexes afterwards', async () => {
    const collection = open(newPath());
    const index = await collection.create('a');
    const update = index.update([insert(1)]);
    await collection.close();
    expect(await update).toEqual({ version: 1 });
    await expect(index.info()).rejects.toMatchObject(isClosed);
    expect(collection.openIndexes).toEqual([]);
    expect(() => collection.get('a')).toThrow(expect.objectContaining({ code: 'IndexNotFound' }));
  });

  it('can be closed while its indexes are being opened', async () => {
    const directory = newPath();
    const first = open(directory);
    await first.create('a');
    await first.create('bad');
    await first.close();
    writeFileSync(join(directory, 'bad', 'manifest'), 'rubbish');
    const { collection, problems } = openWithProblems(directory);
    await collection.close();
    expect(problems).toEqual(['bad CorruptFile']);
    expect(['a', 'bad'].map((name) => existsSync(join(directory, name, 'lock')))).toEqual([false, false]);
  });

  it('releases all locks also when an index fails to close', async () => {
    const directory = newPath();
    const failing: JobRunner = {
      run: (job) => new SegmentBuilder().run(job),
      close: () => Promise.reject(new Error('it does not end')),
    };
    const { collection } = openWithProblems(directory, () => failing);
    const index = await collection.create('a');
    const locks = (): boolean[] =>
      [join(directory, 'lock'), join(directory, 'a', 'lock')].map((path) => existsSync(path));
    expect(locks()).toEqual([true, true]);
    await collection.close();
    expect(locks()).toEqual([false, false]);
    await expect(index.info()).rejects.toMatchObject(isClosed);
  });

  it('passes on the problems of an index, by its name', async () => {
    const full = new IndexError('WriteFailed', 'full', { path: '/x' });
    const runners: JobRunner[] = [
      new SegmentBuilder(),
      { run: () => Promise.reject(full), close: async () => undefined },
    ];
    const { collection, problems } = openWithProblems(newPath(), () => runners.shift()!);
    for (const name of ['a', 'b']) {
      const index = await collection.create(name);
      await index.update([insert(1)]);
      await index.checkpoint().catch(() => undefined);
    }
    expect(problems).toEqual(['b WriteFailed']);
    await collection.close();
  });

  it('reports an index that cannot be opened, by name, and deletes it', async () => {
    const directory = newPath();
    const first = open(directory);
    await first.create('bad');
    await first.create('good');
    await first.close();
    writeFileSync(join(directory, 'bad', 'manifest'), 'rubbish');
    const { collection: second, problems } = openWithProblems(directory);
    await ready(second);
    expect(problems).toEqual(['bad CorruptFile']);
    expect(second.openIndexes.map(({ name }) => name)).toEqual(['good']);
    const corrupt = { code: 'CorruptFile', path: join(directory, 'bad', 'manifest') };
    expect(() => second.get('bad')).toThrow(expect.objectContaining(corrupt));
    await expect(second.create('bad')).rejects.toMatchObject(corrupt);
    expect(await second.delete('bad')).toBe(true);
    expect(existsSync(join(directory, 'bad'))).toBe(false);
    expect(await (await second.create('bad')).has(1)).toBe(false);
    await second.close();
    expect(existsSync(join(directory, 'lock'))).toBe(false);
    expect(existsSync(join(directory, 'good', 'lock'))).toBe(false);
  });

  it('refuses an index whose folder is open elsewhere', async () => {
    const directory = newPath();
    mkdirSync(join(directory, 'taken'), { recursive: true });
    const unlock = lockDirectory(join(directory, 'taken'));
    const { collection, problems } = openWithProblems(directory);
    await expect(collection.create('taken')).rejects.toMatchObject({ code: 'IndexLocked' });
    expect(problems).toEqual(['taken IndexLocked']);
    await expect(collection.delete('taken')).rejects.toMatchObject({ code: 'IndexLocked' });
    expect(existsSync(join(directory, 'taken', 'lock'))).toBe(true);
    await collection.close();
    unlock();
  });

  it('deletes an index that could not be locked', async () => {
    const directory = newPath();
    mkdirSync(join(directory, 'odd', 'lock'), { recursive: true });
    const { collection, problems } = openWithProblems(directory);
    await expect(collection.create('odd')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(problems).toEqual(['odd EISDIR']);
    expect(await collection.delete('odd')).toBe(true);
    expect(contentOf(directory)).toEqual(['.generations']);
    await collection.close();
  });
});
