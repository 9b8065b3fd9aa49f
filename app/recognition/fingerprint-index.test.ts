import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openIndex, serveIndex } from '../../index-engine/index.ts';
import { SYSTEM_CLOCK } from '../model/clock.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { openFingerprintIndex, type LibraryIndex } from './fingerprint-index.ts';

const HASHES = Uint32Array.from({ length: 40 }, (_, i) => i * 16);
const DOCUMENT = [{ type: 'insert', id: 7, hashes: HASHES }] as const;

let directory: string;
let problems: string[];
const closing: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  directory = join(temporaryFolder(), 'index');
  problems = [];
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function open(url: string | null = null): Promise<LibraryIndex> {
  const server = url === null ? null : { url, library: 'mine', clock: SYSTEM_CLOCK, isKnown: async () => false };
  const index = await openFingerprintIndex(directory, server, (message) => problems.push(message));
  closing.push(() => index.close());
  return index;
}

async function server(port = 0) {
  const started = await serveIndex({ directory: join(temporaryFolder(), 'served'), host: '127.0.0.1', port });
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopping ??= started.close());
  closing.push(stop);
  return { port: started.port, url: `http://127.0.0.1:${started.port}/main`, stop };
}

test('the embedded index keeps its documents in its folder', async () => {
  const index = await open();
  expect(await index.update(DOCUMENT)).toEqual({ version: 1 });
  expect(await index.search(HASHES)).toEqual([{ id: 7, score: 40 }]);
  expect([await index.has(7), await index.has(8)]).toEqual([true, false]);
  expect(await index.info()).toMatchObject({ documents: 1 });
  await index.close();
  expect(await (await open()).has(7)).toBe(true);
  expect(problems).toEqual([]);
});

test('clear makes the embedded index anew; calls in the meantime wait for it', async () => {
  const index = await open();
  await index.update(DOCUMENT);
  const cleared = index.clear();
  const meanwhile = index.info();
  await cleared;
  expect(await meanwhile).toMatchObject({ documents: 0 });
  expect(await index.has(7)).toBe(false);
  expect(existsSync(`${directory}.discarded`)).toBe(false);
  await index.update(DOCUMENT);
  expect(await index.has(7)).toBe(true);
});

test('clear also makes an index anew that was closed', async () => {
  const index = await open();
  await index.update(DOCUMENT);
  await index.close();
  await index.clear();
  expect(await index.info()).toMatchObject({ documents: 0 });
});

test('a clear that fails fails later calls, and close is quiet about it', async () => {
  const index = await open();
  await index.close();
  const parent = dirname(directory);
  rmSync(parent, { recursive: true });
  writeFileSync(parent, 'a file where the folder should be');
  await expect(index.clear()).rejects.toThrow('ENOTDIR');
  await expect(index.has(7)).rejects.toThrow('ENOTDIR');
  await index.close();
});

test('a damaged index is thrown away, made anew, and reported', async () => {
  await (await open()).close();
  writeFileSync(join(directory, 'manifest'), 'no manifest');
  const index = await open();
  expect(await index.info()).toMatchObject({ documents: 0 });
  await index.update(DOCUMENT);
  expect(await index.has(7)).toBe(true);
  expect(problems).toEqual([
    expect.stringMatching(/^the fingerprint index is made again, because it is damaged: .*manifest/),
  ]);
});

test('an index that is open elsewhere is not touched', async () => {
  const other = await openIndex(directory);
  closing.push(() => other.close());
  await other.update(DOCUMENT);
  await expect(open()).rejects.toMatchObject({ code: 'IndexLocked' });
  expect(await other.has(7)).toBe(true);
  expect(problems).toEqual([]);
});

test('an error that is not of the index is passed on', async () => {
  writeFileSync(directory, 'a file where the folder should be');
  await expect(open()).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(problems).toEqual([]);
});

test('an index on a server is used by its address, and the folder is left alone', async () => {
  const { url } = await server();
  const index = await open(url);
  await index.update(DOCUMENT);
  expect(await index.search(HASHES)).toEqual([{ id: 7, score: 40 }]);
  expect(existsSync(directory)).toBe(false);
});
