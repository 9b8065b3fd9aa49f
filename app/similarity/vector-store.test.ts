import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { seededRandom } from '../audio/test-signals.ts';
import { EMBEDDER } from './embedding.ts';
import { vectorLogPath } from './vector-log.ts';
import { openVectorStore, type VectorRow, type VectorStore } from './vector-store.ts';

let root: string;
let directory: string;
let next = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'descant-vectors-'));
});
beforeEach(() => {
  directory = join(root, `db-${(next += 1)}`);
});
afterAll(() => rmSync(root, { recursive: true }));

function randomVector(random: () => number): Float32Array {
  return Float32Array.from({ length: EMBEDDER.dimension }, () => random() - 0.5);
}

function randomRows(seed: number, count: number, firstId = 1): VectorRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => ({ fileId: firstId + i, vector: randomVector(random) }));
}

/** Options with which every write is taken over by the table. */
const AT_ONCE = { foldChanges: 1 };

/** Writes rows and closes the store, with all of them in the table. */
async function storeInTable(rows: readonly VectorRow[]): Promise<void> {
  const store = await openVectorStore(directory, AT_ONCE);
  await store.put(rows);
  await store.close();
  expect(statSync(vectorLogPath(directory, EMBEDDER.id)).size).toBe(0);
}

/** What a new start finds. */
async function reopened<T>(look: (store: VectorStore) => T | Promise<T>): Promise<T> {
  const store = await openVectorStore(directory);
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

/** The table that a version without checksums has written. */
async function vectorsWithoutChecksums(rows: readonly VectorRow[]) {
  const arrow = await import('apache-arrow');
  const { makeArrowTable } = await import('@lancedb/lancedb');
  const item = new arrow.Field('item', new arrow.Float32(), true);
  const schema = new arrow.Schema([
    new arrow.Field('fileId', new arrow.Int64(), false),
    new arrow.Field('vector', new arrow.FixedSizeList(EMBEDDER.dimension, item), false),
  ]);
  const data = rows.map(({ fileId, vector }) => ({ fileId: BigInt(fileId), vector: Array.from(vector) }));
  return makeArrowTable(data, { schema });
}

/** Paths of the files in the folders of this name. */
function filesBelow(folder: string, name: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && basename(entry.parentPath) === name)
    .map((entry) => join(entry.parentPath, entry.name));
}

function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  for (let i = 0; i < a.length; i += 1) dot += a[i]! * b[i]!;
  return dot / Math.hypot(...a) / Math.hypot(...b);
}

describe('the vector store', () => {
  it('finds what brute force finds, through additions, replacements, removals and a new start', async () => {
    const random = seededRandom(1);
    const truth = new Map<number, Float32Array>();
    const options = { foldChanges: 250, onProblem: (message: string) => expect.fail(message) };
    let store = await openVectorStore(directory, options);
    for (let round = 0; round < 12; round += 1) {
      const rows = Array.from({ length: 60 }, () => ({
        fileId: 1 + Math.floor(random() * 300),
        vector: randomVector(random),
      }));
      await store.put(rows);
      for (const { fileId, vector } of rows) truth.set(fileId, vector);
      const removed = Array.from({ length: 15 }, () => 1 + Math.floor(random() * 300));
      await store.remove(removed);
      for (const fileId of removed) truth.delete(fileId);
      if (round % 3 === 2) {
        await store.close();
        store = await openVectorStore(directory, options);
      }
      expect(store.count()).toBe(truth.size);
      expect(store.ids().toSorted((a, b) => a - b)).toEqual([...truth.keys()].sort((a, b) => a - b));
      const query = randomVector(random);
      const exclude = [...truth.keys()].slice(0, 5);
      const expected = Array.from(truth, ([fileId, vector]) => ({ fileId, score: cosine(query, vector) }))
        .filter(({ fileId }) => !exclude.includes(fileId))
        .sort((a, b) => b.score - a.score)
        .slice(0, 20);
      const found = await store.neighbours(query, { limit: 20, exclude });
      expect(found.map(({ fileId }) => fileId)).toEqual(expected.map(({ fileId }) => fileId));
      for (const [i, { score }] of found.entries()) expect(score).toBeCloseTo(expected[i]!.score, 5);
    }
    await store.close();
  });

  it('answers for a file of the library, without that file', async () => {
    const store = await openVectorStore(directory);
    const [first, ...others] = randomRows(2, 10);
    const twin = { fileId: 99, vector: first!.vector.map((value) => value * 3) };
    await store.put([first!, ...others, twin]);
    const found = await store.neighbours(1, { limit: 3 });
    expect(found).toHaveLength(3);
    expect(found[0]!.fileId).toBe(99);
    expect(found[0]!.score).toBeCloseTo(1, 6);
    expect(found.some(({ fileId }) => fileId === 1)).toBe(false);
    expect(await store.neighbours(12_345, { limit: 3 })).toEqual([]);
    expect(store.has(99)).toBe(true);
    await store.close();
  });

  it('refuses vectors that would spoil the table, and keeps nothing of that batch', async () => {
    const store = await openVectorStore(directory);
    const good = randomRows(3, 2);
    const zero = new Float32Array(EMBEDDER.dimension);
    const infinite = good[0]!.vector.with(5, Infinity);
    const bad = [
      new Float32Array(64).fill(1),
      new Float32Array(129).fill(1),
      zero,
      infinite,
      good[0]!.vector.with(0, Number.NaN),
    ];
    for (const vector of bad) {
      await expect(store.put([...good, { fileId: 7, vector }])).rejects.toMatchObject({ code: 'INVALID_VECTOR' });
      await expect(store.neighbours(vector, { limit: 1 })).rejects.toMatchObject({ code: 'INVALID_VECTOR' });
    }
    expect(store.count()).toBe(0);
    await store.put(good);
    await store.close();
    expect(await reopened((again) => again.count())).toBe(2);
  });

  it('does writes that were asked for at the same time one after the other', async () => {
    const store = await openVectorStore(directory);
    const writes = Array.from({ length: 12 }, (_, i) => store.put(randomRows(10 + i, 20, 1 + 10 * i)));
    await Promise.all([...writes, store.remove([1, 2, 3])]);
    expect(store.count()).toBe(130 - 3);
    await store.close();
    const again = await openVectorStore(directory);
    expect(again.count()).toBe(127);
    const last = randomRows(21, 20, 111)[0]!;
    expect((await again.neighbours(last.vector, { limit: 1 }))[0]).toMatchObject({ fileId: 111 });
    await again.close();
  });

  it('searches while it is written to, and finds what is there at the end of the search', async () => {
    const store = await openVectorStore(directory, { foldChanges: 30_000 });
    await store.put(randomRows(4, 20_000));
    const vector = randomVector(seededRandom(5));
    const search = store.neighbours(vector, { limit: 1 });
    const write = store.put([{ fileId: 77_777, vector }]);
    const [found] = await Promise.all([search, write]);
    expect(found).toHaveLength(1);
    expect((await store.neighbours(vector, { limit: 1 }))[0]!.fileId).toBe(77_777);
    await store.close();
  });

  it('keeps the vectors of different embedders apart', async () => {
    const one = await openVectorStore(directory);
    await one.put(randomRows(6, 3));
    await one.close();
    const other = await openVectorStore(directory, { embedder: { id: 'another-embedder', dimension: 64 } });
    expect(other.count()).toBe(0);
    await other.put([{ fileId: 1, vector: new Float32Array(64).fill(1) }]);
    await other.close();
    expect(await reopened((again) => again.count())).toBe(3);
  });

  it('says why the folder cannot be read', async () => {
    writeFileSync(directory, 'a file');
    await expect(openVectorStore(directory)).rejects.toMatchObject({
      code: 'OPEN_FAILED',
      message: expect.stringMatching(/^the vectors in .* cannot be read: ENOTDIR/),
    });
  });

  it('says what to do about damaged files, in words of its own', async () => {
    await storeInTable(randomRows(7, 20));
    const [data] = filesBelow(directory, 'data');
    truncateSync(data!, 100);
    await expect(openVectorStore(directory)).rejects.toMatchObject({
      code: 'DAMAGED',
      message: `the vectors in ${directory} are damaged; "descant rebuild --vectors" makes them again`,
    });
  });

  it.each([
    { where: 'the table', options: AT_ONCE },
    { where: 'the log', options: {} },
  ])('notices one wrong bit in a vector or an id of $where, and removes that row', async ({ where, options }) => {
    const store = await openVectorStore(directory, options);
    expect(store.damaged).toBe(0);
    const rows = randomRows(8, 20, 1_000_001);
    await store.put(rows);
    await store.close();
    const isLog = where === 'the log';
    const [data] = isLog ? [vectorLogPath(directory, EMBEDDER.id)] : filesBelow(directory, 'data');
    const bytes = readFileSync(data!);
    const id = Buffer.alloc(8);
    if (isLog) id.writeDoubleLE(1_000_013);
    else id.writeBigInt64LE(1_000_013n);
    const vector = Buffer.from(rows[4]!.vector.buffer);
    bytes[bytes.indexOf(id)]! ^= 0x20;
    bytes[bytes.indexOf(vector) + 300]! ^= 1;
    writeFileSync(data!, bytes);
    const opened = await openVectorStore(directory);
    expect(opened.damaged).toBe(2);
    expect(opened.ids().toSorted((a, b) => a - b)).toEqual(
      rows.map(({ fileId }) => fileId).filter((fileId) => ![1_000_005, 1_000_013].includes(fileId)),
    );
    await opened.put([rows[4]!]);
    await opened.close();
    const again = await openVectorStore(directory);
    expect([again.damaged, again.count(), again.has(1_000_005)]).toEqual([0, 19, true]);
    await again.close();
  });

  it('begins without LanceDB, and has its table take over a long log', async () => {
    const store = await openVectorStore(directory, { foldChanges: 40 });
    await store.put(randomRows(10, 39));
    await store.close();
    expect(readdirSync(directory)).toEqual([`${EMBEDDER.id}.log`]);
    const again = await openVectorStore(directory, { foldChanges: 40 });
    expect(again.count()).toBe(39);
    await again.put(randomRows(11, 1, 40));
    await again.remove([1]);
    await again.close();
    expect(readdirSync(directory)).toContain(`${EMBEDDER.id}.lance`);
    const opened = await openVectorStore(directory);
    expect([opened.count(), opened.has(1), opened.has(40)]).toEqual([39, false, true]);
    await opened.close();
  });

  it('leaves nothing in the folder of temporary files', async () => {
    const temporary = mkdtempSync(join(root, 'temporary-'));
    vi.stubEnv('TMPDIR', temporary);
    try {
      await storeInTable(randomRows(12, 3));
    } finally {
      vi.unstubAllEnvs();
    }
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(directory)).not.toContain('scratch');
  });

  it('keeps in the log what the table cannot take over, says so, and tries again later', async () => {
    const problems: string[] = [];
    const table = join(directory, `${EMBEDDER.id}.lance`);
    const store = await openVectorStore(directory, { foldChanges: 10, onProblem: (text) => problems.push(text) });
    writeFileSync(table, 'no folder');
    await store.put(randomRows(12, 10));
    await store.put(randomRows(13, 9, 11));
    await store.close();
    expect(problems).toEqual([expect.stringMatching(/^LanceDB does not take over new vectors, which are in a log/)]);
    rmSync(table);
    const again = await openVectorStore(directory, { foldChanges: 10 });
    expect(again.count()).toBe(19);
    await again.put(randomRows(14, 1, 20));
    await again.close();
    expect(statSync(vectorLogPath(directory, EMBEDDER.id)).size).toBe(0);
    expect(await reopened((again) => again.count())).toBe(20);
  });

  it('gives checksums to the rows of an earlier version, and loses none of them', async () => {
    const lancedb = await import('@lancedb/lancedb');
    const rows = randomRows(9, 1200);
    const connection = await lancedb.connect(directory);
    const old = await connection.createTable(EMBEDDER.id, await vectorsWithoutChecksums(rows));
    old.close();
    const store = await openVectorStore(directory);
    expect([store.count(), store.damaged]).toEqual([1200, 0]);
    await store.close();
    const table = await (await lancedb.connect(directory)).openTable(EMBEDDER.id);
    expect(await table.countRows('checksum IS NULL')).toBe(0);
    expect(await table.countRows()).toBe(1200);
    expect(await reopened((again) => again.count())).toBe(1200);
  });

  it('loses no acknowledged vector when its process is killed while it writes', async () => {
    const program = join(root, 'writer.ts');
    writeFileSync(
      program,
      `import { writeSync } from 'node:fs';
       import { openVectorStore } from ${JSON.stringify(new URL('vector-store.ts', import.meta.url).href)};
       const store = await openVectorStore(process.argv[2], { foldChanges: 100 });
       for (let batch = 0; ; batch += 1) {
         const rows = Array.from({ length: 20 }, (_, i) => ({ fileId: batch * 10 + i + 1, vector: new Float32Array(128).fill(1).with(i, batch + 2) }));
         await store.put(rows);
         writeSync(1, 'x');
       }`,
    );
    let acknowledged = 0;
    for (let round = 1; round <= 4; round += 1) {
      const child = spawn(process.execPath, [program, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = new Promise((done) => child.once('exit', done));
      let batches = 0;
      for await (const chunk of child.stdout) {
        batches += (chunk as Buffer).length;
        if (batches >= 3 * round) child.kill('SIGKILL');
      }
      await exited;
      acknowledged = Math.max(acknowledged, batches);
      expect(existsSync(directory)).toBe(true);
      const store = await openVectorStore(directory);
      for (let fileId = 1; fileId <= (acknowledged - 1) * 10 + 20; fileId += 1) {
        expect(store.has(fileId), `file ${fileId}`).toBe(true);
      }
      expect(new Set(store.ids()).size).toBe(store.count());
      await store.close();
    }
  });
});
