import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMemoryIndex, type FingerprintIndex } from '../../index-engine/index.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { compress } from '../audio/chromaprint/compression.ts';
import { heardSounds } from '../identification/sources/heard-sounds.ts';
import type { Connection } from '../storage/connection.ts';
import { addDump } from './add-dump.ts';
import { findDumps } from './find-dumps.ts';
import { lookUpSounds } from './look-up-sounds.ts';
import { openStore } from './store/store-file.ts';
import { heardAgain, testItems, testUuid, writeDump } from './testing-dumps.ts';

const MANY = 200;
let connection: Connection;
const index: FingerprintIndex = openMemoryIndex();
beforeAll(async () => {
  const folder = temporaryFolder();
  connection = openStore(join(folder, 'store'));
  const numbers = Array.from({ length: MANY }, (_, at) => at + 1);
  const write = (kind: string, lines: readonly unknown[]) => writeDump(join(folder, `${kind}.jsonl`), lines);
  write(
    'track',
    numbers.map((id) => ({ id, gid: testUuid(id), ...(id === 2 ? { new_id: 1 } : {}) })),
  );
  write(
    'fingerprint',
    numbers.map((id) => ({ id, fingerprint: [...new Int32Array(testItems(id))], length: 100 + id })),
  );
  write(
    'track_fingerprint',
    numbers.map((id) => ({ id, track_id: id, fingerprint_id: id, submission_count: 1 })),
  );
  write('track_mbid', [
    { id: 1, track_id: 1, mbid: testUuid(1001), submission_count: 1 },
    { id: 2, track_id: 1, mbid: testUuid(1002), submission_count: 9 },
    { id: 3, track_id: 1, mbid: testUuid(1003), submission_count: 20, disabled: true },
  ]);
  write('meta', [
    { id: 1, track: 'Lamp Oil', artist: 'N. Harbour', album: 'Salt and Copper', album_artist: 'North Harbour' },
  ]);
  write('track_meta', [{ id: 1, track_id: 5, meta_id: 1, submission_count: 1 }]);
  write('release', [
    {
      id: testUuid(2001),
      title: 'Salt & Copper',
      'artist-credit': [{ name: 'North Harbour' }],
      media: [{ tracks: [{ title: 'x', recording: { id: testUuid(1002) } }, { title: 'y' }] }],
    },
  ]);
  const { sources } = await findDumps([folder]);
  const to = { connection, index: () => Promise.resolve(index), now: () => 1 };
  for (const source of sources) await addDump(to, source, () => {}, new AbortController().signal);
});
afterAll(async () => {
  connection.close();
  await index.close();
});

const ask = (id: number, items: Uint32Array, length: number) =>
  lookUpSounds(connection, index, [{ id, fingerprint: compress(items), length }]).then(([found]) => found!);

it('tells recordings and releases of a sound, the commonest first', async () => {
  const [best, ...others] = await ask(1, heardAgain(testItems(1), 0.02), 101);
  expect(others).toEqual([]);
  expect(best).toMatchObject({
    id: testUuid(1),
    recordings: [
      { id: testUuid(1002), releases: [{ id: testUuid(2001), track_count: 2 }] },
      { id: testUuid(1001), releases: [] },
    ],
  });
  expect(best!.score).toBeGreaterThan(0.9);
});

it('finds bad copies by hashes with changed bits', async () => {
  const found = await Promise.all([11, 12, 13, 14].map((id) => ask(id, heardAgain(testItems(id), 0.1), 100 + id)));
  expect(found.map(([best]) => best?.id)).toEqual([11, 12, 13, 14].map(testUuid));
});

it('tells the track that another was merged into', async () => {
  expect(await ask(1, testItems(2), 102)).toMatchObject([
    { id: testUuid(1), recordings: [{ id: testUuid(1002) }, {}] },
  ]);
});

it('takes no sound of another length, and none that nobody knows', async () => {
  expect(await ask(1, testItems(9), 116)).toHaveLength(1);
  expect(await ask(1, testItems(9), 117)).toEqual([]);
  expect(await ask(1, testItems(5000), 150)).toEqual([]);
  expect(await ask(1, new Uint32Array(948).fill(627_964_279), 150)).toEqual([]);
});

it('finds the release of an album that was submitted as words', async () => {
  const [found] = await lookUpSounds(connection, index, [{ id: 8, fingerprint: compress(testItems(5)), length: 105 }]);
  const { evidence, trackCounts } = heardSounds(new Map([[8, found!]]));
  expect(evidence).toMatchObject([
    { id: 8, recordings: [], releases: [testUuid(2001)], acoustid: testUuid(5), score: 1 },
  ]);
  expect(trackCounts.get(testUuid(2001))).toBe(2);
});
