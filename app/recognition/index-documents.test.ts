import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectIndex, serveIndex, type IndexServer } from '../../index-engine/index.ts';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { compressToBytes, decompressBytes } from '../audio/chromaprint/compression.ts';
import { FakeClock } from '../model/testing-clock.ts';
import type { Connection } from '../storage/connection.ts';
import { migrate } from '../storage/migrate.ts';
import { openFingerprintIndex, type LibraryIndex } from './fingerprint-index.ts';
import { IndexDocuments } from './index-documents.ts';
import { documentHashes } from './index-hashes.ts';
import { documentOfSubmitted } from './index-ids.ts';
import * as rows from './index-server.ts';

const random = new SeededRandom(5);
const sound = (): Uint32Array => Uint32Array.from({ length: 100 }, () => random.u32());
const insertion = (id: number, items: Uint32Array) => ({ type: 'insert', id, hashes: documentHashes(items) }) as const;

let connection: Connection;
let served: string;
let server: IndexServer | null;
let problems: string[];
let clock: FakeClock;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  connection = library();
  served = temporaryFolder();
  server = await serve();
  problems = [];
  clock = new FakeClock(0);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await server?.close();
});

function library(): Connection {
  const made = new Database(':memory:');
  migrate(made);
  made.pragma('foreign_keys = OFF');
  return made;
}

const serve = (port = 0): Promise<IndexServer> => serveIndex({ directory: served, host: '127.0.0.1', port });

async function stopServer(): Promise<number> {
  const { port } = server!;
  await server!.close();
  server = null;
  return port;
}

/** The database says that a file is analysed. */
function analyse(fileId: number, items: Uint32Array): void {
  connection
    .prepare('INSERT OR REPLACE INTO analysis (file_id, version, analysed_at, fingerprint) VALUES (?, 1, 1, ?)')
    .run(fileId, compressToBytes(items));
}

interface Opened {
  readonly index: LibraryIndex;
  readonly documents: IndexDocuments;
  /** Resolves the next time that the index has all documents. */
  ready(): Promise<void>;
  /** As the analysis does. */
  store(fileId: number, items: Uint32Array): Promise<void>;
}

async function open(url: string | null, folder = join(temporaryFolder(), 'index')): Promise<Opened> {
  const isKnown = async (): Promise<boolean> => rows.indexServer(connection)?.url === url;
  const parts = url === null ? null : { url, library: rows.indexOwner(connection), clock, isKnown };
  const index = await openFingerprintIndex(folder, parts, (message) => problems.push(message));
  let heard = Promise.withResolvers<void>();
  const read = {
    countAnalysed: async () => connection.prepare<[], number>('SELECT count(*) FROM analysis').pluck().get()!,
    countSubmitted: async () =>
      connection.prepare<[], number>('SELECT count(*) FROM recording_fingerprint').pluck().get()!,
    indexDocuments: async ({ after, limit }: { after: number; limit: number }) =>
      connection
        .prepare<[number, number], { fileId: number; fingerprint: Buffer }>(
          'SELECT file_id AS fileId, fingerprint FROM analysis WHERE file_id > ? ORDER BY file_id LIMIT ?',
        )
        .all(after, limit)
        .map(({ fileId, fingerprint }) => ({ fileId, hashes: documentHashes(decompressBytes(fingerprint).items) })),
    submittedDocuments: async ({ after }: { after: number }) =>
      connection
        .prepare<[number], { id: number; fingerprint: Buffer }>(
          'SELECT id, fingerprint FROM recording_fingerprint WHERE id + 2147483648 > ? ORDER BY id',
        )
        .all(after)
        .map(({ id, fingerprint }) => ({
          document: documentOfSubmitted(id),
          hashes: documentHashes(decompressBytes(fingerprint).items),
        })),
    indexServer: async () => rows.indexServer(connection),
    countWaiting: async () => rows.countWaiting(connection),
    waitingDocuments: async ({ limit }: { limit: number }) => rows.waitingDocuments(connection, limit),
  };
  const write = {
    storeIndexServer: async (row: Parameters<typeof rows.storeIndexServer>[1]) =>
      rows.storeIndexServer(connection, row),
    sentToIndex: async ({ last }: { last: number }) => rows.sentToIndex(connection, last),
  };
  const documents = new IndexDocuments({
    read,
    write,
    index,
    onProblem: (message) => problems.push(message),
    onReady: () => {
      heard.resolve();
      heard = Promise.withResolvers();
    },
  });
  closing.push(
    () => documents.close(),
    () => index.close(),
  );
  return {
    index,
    documents,
    ready: () => heard.promise,
    store: async (fileId, items) => {
      const isIndexed = await documents.put([insertion(fileId, items)]);
      analyse(fileId, items);
      if (isIndexed) return;
      rows.waitForIndex(connection, [fileId]);
      documents.waits();
    },
  };
}

const url = (name = 'music'): string => `http://127.0.0.1:${server!.port}/${name}`;

describe('an index on a server', () => {
  it('is claimed and filled when it is met first, submitted fingerprints included', async () => {
    const items = sound();
    analyse(1, items);
    connection
      .prepare(
        'INSERT INTO recording_fingerprint (id, recording_id, fingerprint, duration, submissions, made_at) VALUES (4, 1, ?, 9, 1, 1)',
      )
      .run(compressToBytes(sound()));
    const { documents, index } = await open(url());
    await documents.reconcile();
    await documents.upToDate();
    expect(await documents.state()).toMatchObject({ url: url(), state: 'ready', waiting: 0, lost: 0, limits: [] });
    expect(await Promise.all([1, documentOfSubmitted(4)].map((id) => index.has(id)))).toEqual([true, true]);
    expect(await documents.complete.search(documentHashes(items))).toMatchObject([{ id: 1 }]);
    expect(problems).toEqual([]);
  });

  it('gets new documents at once while it is there, and is not filled again', async () => {
    const first = await open(url());
    await first.documents.reconcile();
    await first.documents.idle();
    await first.store(1, sound());
    expect([await first.index.has(1), rows.countWaiting(connection)]).toEqual([true, 0]);
    const { version } = await first.index.info();
    const again = await open(url());
    await again.documents.reconcile();
    await again.documents.idle();
    expect((await again.index.info()).version).toBe(version);
    expect(rows.indexServer(connection)).toMatchObject({ url: url(), version, isFilled: true });
  });

  it('that is away lets documents wait, says so once, and gets them when it is back', async () => {
    const address = url();
    const port = await stopServer();
    const { documents, index, ready, store } = await open(address);
    await documents.reconcile();
    await store(1, sound());
    await store(2, sound());
    expect(documents.isAway).toBe(true);
    expect(await documents.state()).toMatchObject({
      state: 'away',
      waiting: 2,
      message: expect.stringContaining('ECONNREFUSED'),
      nextTry: expect.any(Number),
    });
    await expect(documents.complete.search(Uint32Array.of(1))).rejects.toMatchObject({ code: 'Unreachable' });
    const back = ready();
    server = await serve(port);
    await back;
    expect(await Promise.all([1, 2].map((id) => index.has(id)))).toEqual([true, true]);
    expect(await documents.state()).toMatchObject({ state: 'ready', waiting: 0, message: null, nextTry: null });
    expect(problems).toEqual([expect.stringContaining('cannot be reached')]);
    expect(clock.sleeps.slice(0, 3)).toEqual([1000, 2000, 5000].slice(0, clock.sleeps.length));
  });

  it('that goes away between two documents keeps the order in which they came', async () => {
    const address = url();
    const { documents, index, ready, store } = await open(address);
    await documents.reconcile();
    await documents.idle();
    await store(1, sound());
    const port = await stopServer();
    const newer = sound();
    await store(1, newer);
    expect(rows.countWaiting(connection)).toBe(1);
    const back = ready();
    server = await serve(port);
    await back;
    expect(await index.search(documentHashes(newer))).toEqual([{ id: 1, score: 50 }]);
    expect(await documents.state()).toMatchObject({ state: 'ready', lost: 0 });
  });

  it('that has lost its documents is filled again, and that is said', async () => {
    const address = url();
    const { documents, index, ready, store } = await open(address);
    await documents.reconcile();
    await documents.idle();
    for (const id of [1, 2, 3]) await store(id, sound());
    const port = await stopServer();
    rmSync(join(served, 'music'), { recursive: true });
    const back = ready();
    server = await serve(port);
    await index.search(Uint32Array.of(1)).catch(() => {});
    await back;
    expect(await index.info()).toMatchObject({ documents: 3 });
    expect(await documents.state()).toMatchObject({ state: 'ready', lost: 3 });
    expect(problems.join()).toContain(`the index server ${address} has 0 of the 3 fingerprints that it was sent`);
  });

  it('of another library is refused with what to do, until it is emptied', async () => {
    await connectIndex(url()).then(async (other) => {
      await other.update([insertion(9, sound())], { metadata: { 'descant.library': 'other' } });
      await other.close();
    });
    analyse(1, sound());
    const { documents, index, ready } = await open(url());
    await documents.reconcile();
    expect(await documents.state()).toMatchObject({
      state: 'foreign',
      message: `the index ${url()} has the fingerprints of another library; give this one a name of its own at the end of index.url, or empty that one: curl -X DELETE ${url()}`,
    });
    expect(await documents.put([insertion(1, sound())])).toBe(false);
    await expect(index.search(Uint32Array.of(1))).rejects.toMatchObject({ code: 'FOREIGN_INDEX' });
    const back = ready();
    await fetch(url(), { method: 'DELETE' });
    await back;
    expect([await index.has(1), await index.has(9)]).toEqual([true, false]);
  });

  it('is emptied and filled by a rebuild, with its progress', async () => {
    const { documents, index } = await open(url());
    await documents.reconcile();
    await documents.idle();
    await index.update([insertion(77, sound())]);
    analyse(1, sound());
    const progress: number[][] = [];
    expect(await documents.rebuild((...counts) => progress.push(counts))).toBe(1);
    await documents.upToDate();
    expect(progress).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect([await index.has(1), await index.has(77)]).toEqual([true, false]);
  });

  it('is not waited for by documents whose fingerprint is gone or damaged', async () => {
    const { documents, index } = await open(url());
    await documents.reconcile();
    await documents.idle();
    analyse(1, sound());
    analyse(2, sound());
    connection.exec("UPDATE analysis SET fingerprint = x'0102' WHERE file_id = 2");
    rows.waitForIndex(connection, [1, 2, 3]);
    documents.waits();
    await documents.upToDate();
    expect([rows.countWaiting(connection), await index.has(1), await index.has(2)]).toEqual([0, true, false]);
  });
});

describe('the index of the folder', () => {
  it('takes everything at once, and is filled where it lacks documents', async () => {
    analyse(1, sound());
    const { documents, index } = await open(null);
    await documents.reconcile();
    expect(await documents.put([insertion(2, sound())])).toBe(true);
    await documents.upToDate();
    expect(await index.info()).toMatchObject({ documents: 2 });
    expect(await documents.state()).toMatchObject({ url: null, state: 'ready', waiting: 0 });
  });

  it('is made anew when the library comes back from a server: it may hold what is out of date', async () => {
    const folder = join(temporaryFolder(), 'index');
    const before = await open(null, folder);
    await before.index.update([insertion(1, sound())]);
    await before.index.close();
    const remote = await open(url());
    await remote.documents.reconcile();
    await remote.documents.idle();
    const newer = sound();
    await remote.store(1, newer);
    rows.waitForIndex(connection, [1]);
    const { documents, index } = await open(null, folder);
    await documents.reconcile();
    expect(await index.search(documentHashes(newer))).toEqual([{ id: 1, score: 50 }]);
    expect(rows.indexServer(connection)).toMatchObject({ url: null, isFilled: false });
    expect(rows.countWaiting(connection)).toBe(0);
  });
});
