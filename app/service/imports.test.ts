import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { testLibrary } from '../../tests/support/library.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { writeBeets } from '../imports/testing/source-files.ts';
import type { ImportRequest } from '../model/imports.ts';
import { Imports, type ImportWrites } from './imports.ts';

const library = join(testLibrary().folder, 'library');
const source = join(temporaryFolder(), 'library.db');
writeBeets(
  source,
  ['a', 'b', 'c'].map((title, i) => ({ id: i + 1, path: Buffer.from(`/nowhere/${title}.mp3`), title, artist: 'A' })),
);
const REQUEST: ImportRequest = { source, from: null, maps: [], dryRun: false, overwrite: false };

const open: Imports[] = [];
afterEach(async () => {
  for (const imports of open.splice(0)) await imports.close();
});

function importsWith(storeImport: ImportWrites['storeImport']): Imports {
  const imports = new Imports(library, { storeImport }, { lookup: async () => [], lookupItems: async () => [] });
  open.push(imports);
  return imports;
}

it('reads, matches and stores, and tells what became of each record', async () => {
  const stored: unknown[] = [];
  const imports = importsWith(async ({ changes, ...request }) => {
    stored.push([request, JSON.parse(Buffer.from(changes).toString())]);
    imports.stored(3, 9);
    expect(imports.progress).toMatchObject({ state: 'running', step: 'store', done: 3, total: 9 });
    return { batch: 7 };
  });
  expect(imports.progress.state).toBe('idle');
  imports.start(REQUEST);
  await imports.settled();
  expect(imports.progress).toMatchObject({ state: 'done', message: null });
  expect(stored).toEqual([
    [
      { kind: 'beets', path: source },
      { edits: [], created: [], replaced: [] },
    ],
  ]);
  expect(imports.report).toMatchObject({ kind: 'beets', records: 3, notFound: { unknown: 3 }, batch: 7 });
  const rest = { path: '/nowhere/a.mp3', artist: 'A', by: null, reason: 'unknown', tracks: [] };
  const first = await imports.outcomes({ after: 0, limit: 1, missing: true });
  expect(first).toEqual({ outcomes: [{ title: 'a', ...rest }], next: 1 });
  const others = await imports.outcomes({ after: 1, limit: 5, missing: false });
  expect([others.outcomes.map(({ title }) => title), others.next]).toEqual([['b', 'c'], null]);
  const page = { after: 0, limit: 5, missing: false };
  const titles = async (more: object): Promise<string[]> =>
    (await imports.outcomes({ ...page, ...more })).outcomes.map(({ title }) => title);
  expect(await titles({ text: ' NOWHERE/B' })).toEqual(['b']);
  expect(await titles({ text: 'elsewhere' })).toEqual([]);
  expect(await titles({ by: 'path' })).toEqual([]);
  await imports.forget();
  expect(await imports.outcomes({ after: 0, limit: 5, missing: false })).toEqual({ outcomes: [], next: null });
});

it('stores nothing in a dry run', async () => {
  const imports = importsWith(() => Promise.reject(new Error('stored')));
  imports.start({ ...REQUEST, dryRun: true });
  await imports.settled();
  expect(imports.progress.state).toBe('done');
  expect(imports.report).toMatchObject({ dryRun: true, batch: null });
});

it('tells why an import failed, and begins the next one afresh', async () => {
  const imports = importsWith(async () => ({ batch: null }));
  const bad = join(temporaryFolder(), 'Library.xml');
  writeFileSync(bad, '<plist><dict><key>Tracks</key>');
  imports.start({ ...REQUEST, source: bad });
  await imports.settled();
  expect(imports.progress).toMatchObject({
    state: 'failed',
    code: 'BAD_SOURCE',
    message: expect.stringContaining(`${bad}: line 1: this is no XML`),
  });
  expect(imports.report).toBeNull();
  imports.start(REQUEST);
  await imports.settled();
  expect(imports.progress).toMatchObject({ state: 'done', message: null, code: null });
});

it('refuses a second import while one is running', async () => {
  const imports = importsWith(async () => ({ batch: null }));
  imports.start(REQUEST);
  expect(() => imports.start(REQUEST)).toThrow(expect.objectContaining({ code: 'IMPORT_RUNNING' }));
  await imports.settled();
});

it('changes nothing when it is cancelled before it stores', async () => {
  const imports = importsWith(() => Promise.reject(new Error('stored')));
  imports.start(REQUEST);
  await imports.cancel();
  expect(imports.progress.state).toBe('cancelled');
  expect(imports.report?.batch ?? null).toBeNull();
});

it('completes what is being stored when it is cancelled', async () => {
  const storing = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<{ batch: number }>();
  const imports = importsWith(() => {
    storing.resolve();
    return goOn.promise;
  });
  imports.start(REQUEST);
  await storing.promise;
  const cancelled = imports.cancel();
  goOn.resolve({ batch: 7 });
  await cancelled;
  expect(imports.progress.state).toBe('done');
  expect(imports.report?.batch).toBe(7);
});

it('can be closed while an import runs, and when none ever ran', async () => {
  const imports = importsWith(async () => ({ batch: null }));
  await imports.close();
  imports.start(REQUEST);
  await imports.close();
  expect(imports.progress.state).toBe('cancelled');
});

it('rests before it stores while it is paused, and goes on, or is cancelled', async () => {
  let stored = 0;
  const imports = importsWith(async () => {
    stored += 1;
    expect(() => imports.setPaused(true)).toThrow(expect.objectContaining({ code: 'NOTHING_TO_PAUSE' }));
    return { batch: 7 };
  });
  expect(() => imports.setPaused(true)).toThrow(expect.objectContaining({ code: 'NOTHING_TO_PAUSE' }));
  imports.start(REQUEST);
  imports.setPaused(true);
  // Meanwhile another one imports the same from its beginning to its end.
  const others = importsWith(async () => ({ batch: 8 }));
  others.start(REQUEST);
  await others.settled();
  expect(imports.progress).toMatchObject({ state: 'running', isPaused: true });
  await imports.cancel();
  expect(imports.progress).toMatchObject({ state: 'cancelled', isPaused: false });
  expect(stored).toBe(0);

  imports.start(REQUEST);
  imports.setPaused(true);
  imports.setPaused(false);
  await imports.settled();
  expect(imports.progress).toMatchObject({ state: 'done', isPaused: false });
  expect(stored).toBe(1);
});
