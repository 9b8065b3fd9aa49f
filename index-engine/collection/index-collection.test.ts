import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { lockDirectory } from '../storage/directory-lock.ts';
import { IndexCollection } from './index-collection.ts';

const newPath = temporaryPaths();

function open(directory: string): IndexCollection {
  return new IndexCollection(directory, {}, (name, error) => {
    throw new Error(`${name}: ${error.message}`);
  });
}

/** Waits until every index that was found is open. */
async function ready(collection: IndexCollection): Promise<void> {
  while (!collection.isReady) await new Promise(setImmediate);
}

describe('a collection of indexes', () => {
  it('opens its indexes again', async () => {
    const directory = newPath();
    const first = open(directory);
    const [a, b] = await Promise.all([first.create('a'), first.create('b')]);
    await a.update([{ type: 'insert', id: 1, hashes: Uint32Array.from([5]) }]);
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
    expect(readdirSync(join(directory, 'music'))).toEqual(['song.flac']);
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
    await collection.create('gone');
    expect(await collection.delete('gone')).toBe(true);
    expect(await collection.delete('gone')).toBe(false);
    expect(existsSync(join(directory, 'gone'))).toBe(false);
    expect([await collection.create('gone').then(() => collection.generationOf('gone'))]).toEqual([2]);
    await collection.close();
    mkdirSync(join(directory, '.deleted-old-1'));
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

  it('reports an index that cannot be opened, by name, and deletes it', async () => {
    const directory = newPath();
    const first = open(directory);
    await first.create('bad');
    await first.create('good');
    await first.close();
    writeFileSync(join(directory, 'bad', 'manifest'), 'rubbish');
    const problems: string[] = [];
    const second = new IndexCollection(directory, {}, (name, error) => problems.push(`${name} ${error.code}`));
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
    const problems: string[] = [];
    const collection = new IndexCollection(directory, {}, (name, error) => problems.push(`${name} ${error.code}`));
    await expect(collection.create('taken')).rejects.toMatchObject({ code: 'IndexLocked' });
    expect(problems).toEqual(['taken IndexLocked']);
    await collection.close();
    unlock();
  });
});
