import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
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
    expect(() => second.get('a')).toThrow(expect.objectContaining({ code: 'IndexNotReady' }));
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
    expect(() => collection.get('music')).toThrow(expect.objectContaining({ code: 'IndexNotFound' }));
    await expect(collection.create('music')).rejects.toMatchObject({ code: 'InvalidIndexName' });
    expect(await collection.delete('music')).toBe(false);
    await collection.close();
    expect(readdirSync(join(directory, 'music'))).toEqual(['song.flac']);
  });

  it('creates an index once for many concurrent calls', async () => {
    const collection = open(newPath());
    const made = await Promise.all(Array.from({ length: 5 }, () => collection.create('same')));
    expect(new Set(made).size).toBe(1);
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
      await expect(collection.create(name)).rejects.toMatchObject({ code: 'InvalidIndexName' });
    }
    await collection.close();
  });
});
