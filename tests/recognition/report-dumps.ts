/**
 * What published dumps cost, measured on invented ones: time, room on the disk and memory by list, and how long look-ups
 * take. docs/dumps.md has the figures, and `COSTS` in app/dumps/estimate-dumps.ts what estimates are made of.
 *
 *     npm run report:dumps -- --tracks 160000 [--folder DIR]
 *
 * With a folder the files are made once, and kept. 160 000 tracks are a million lines.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addDump } from '../../app/dumps/add-dump.ts';
import { findDumps } from '../../app/dumps/find-dumps.ts';
import { lookUpSounds } from '../../app/dumps/look-up-sounds.ts';
import { searchReleases, storedRelease } from '../../app/dumps/store/known-releases.ts';
import { openStore } from '../../app/dumps/store/store-file.ts';
import { INDEX } from '../../app/dumps/store/store-names.ts';
import { heardAgain, testItems } from '../../app/dumps/testing-dumps.ts';
import { compress } from '../../app/audio/chromaprint/compression.ts';
import { DUMP_KINDS, type DumpKind } from '../../app/model/dumps.ts';
import { openIndex } from '../../index-engine/index.ts';
import {
  artistOf,
  dumpIds,
  dumpName,
  lengthOf,
  RELEASE_TRACKS,
  titleOf,
  writeInventedDump,
} from '../support/invented-dumps.ts';

const LOOKUPS = 300;
const MB = 1e6;
/** Lines for each track. */
const SHARES: Readonly<Record<DumpKind, number>> = {
  track: 1,
  meta: 1,
  fingerprint: 1,
  track_fingerprint: 1,
  track_mbid: 1,
  track_meta: 1,
  release: 1 / RELEASE_TRACKS,
  recording: 1,
};

const { values } = parseArgs({
  options: { tracks: { type: 'string', default: '160000' }, folder: { type: 'string' } },
});
const tracks = Number(values.tracks);
const work = mkdtempSync(join(tmpdir(), 'descant-dumps-'));
const folder = values.folder ?? join(work, 'dumps');
mkdirSync(folder, { recursive: true });
for (const kind of DUMP_KINDS) {
  if (existsSync(join(folder, dumpName(kind)))) continue;
  await writeInventedDump(folder, kind, Math.round(tracks * SHARES[kind]));
}

const store = join(work, 'store');
const connection = openStore(store);
const index = await openIndex(join(store, INDEX));

function size(path: string): number {
  const stats = statSync(path);
  return stats.isFile() ? stats.size : readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0);
}

console.log(`${tracks} tracks`);
console.log('list               rows   s/million  CPU s/million  input MB/million  disk MB/million  peak RSS MB');
let allRows = 0;
let allSeconds = 0;
for (const source of (await findDumps([folder])).sources) {
  const [before, from] = [size(store), performance.now()];
  const cpu = process.cpuUsage();
  let rows = 0;
  let peak = 0;
  const onBatch = ({ added }: { readonly added: number }): void => {
    rows += added;
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const to = { connection, index: () => Promise.resolve(index), now: () => Date.now() };
  await addDump(to, source, onBatch, new AbortController().signal);
  if (source.kind === 'fingerprint') await index.settle();
  connection.pragma('wal_checkpoint(TRUNCATE)');
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const perMillion = (value: number): string => ((value / rows) * 1e6).toFixed(1);
  console.log(
    [
      source.kind.padEnd(18),
      String(rows).padStart(6),
      perMillion(seconds).padStart(9),
      perMillion((user + system) / 1e6).padStart(12),
      perMillion(source.bytes / MB).padStart(12),
      perMillion((size(store) - before) / MB).padStart(12),
      (peak / MB).toFixed(0).padStart(8),
    ].join('  '),
  );
  allRows += rows;
  allSeconds += seconds;
}
console.log(
  `all: ${allRows} rows in ${allSeconds.toFixed(0)} s, ${(size(store) / MB).toFixed(0)} MB, of which the index ${(size(join(store, INDEX)) / MB).toFixed(0)} MB`,
);

/** Milliseconds of each, and how many were found. */
async function timed(name: string, ask: (at: number) => Promise<boolean> | boolean): Promise<void> {
  const times: number[] = [];
  let found = 0;
  for (let at = 0; at < LOOKUPS; at += 1) {
    const from = performance.now();
    // Spread over all of them.
    if (await ask(1 + (Math.floor((at * 7919 * tracks) / LOOKUPS) % tracks))) found += 1;
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor(share * (times.length - 1))]!.toFixed(2);
  console.log(`${name}: ${found} of ${LOOKUPS}, median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`);
}

const sounds = (copy: (at: number) => Uint32Array) => async (at: number) => {
  const asked = [{ id: 1, fingerprint: compress(copy(at)), length: lengthOf(at) }];
  const [found] = await lookUpSounds(connection, index, asked);
  return found?.[0]?.id === dumpIds.track(at);
};
await timed(
  'copies, 2 % of bits changed',
  sounds((at) => heardAgain(testItems(at), 0.02, at)),
);
await timed(
  'copies, 10 % of bits changed',
  sounds((at) => heardAgain(testItems(at), 0.1, at)),
);
await timed(
  'sounds that are not there',
  sounds((at) => testItems(1e8 + at)),
);
const releaseAt = (at: number): number => 1 + (at % Math.round(tracks / RELEASE_TRACKS));
await timed('releases by id', (at) => storedRelease(connection, dumpIds.release(releaseAt(at))) !== null);
await timed('releases by title and artist', (at) => {
  const number = releaseAt(at);
  return searchReleases(connection, titleOf(number), artistOf(number))[0]?.id === dumpIds.release(number);
});
await timed('releases by some of the words', (at) => searchReleases(connection, `Salt Weir ${-at}`, 'Band').length > 0);
connection.close();
await index.close();
rmSync(work, { recursive: true, force: true });
