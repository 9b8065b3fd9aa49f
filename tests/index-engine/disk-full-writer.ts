/**
 * Works with an index on a small disk that is filled repeatedly, so that each kind of write fails for lack of space.
 * Runs on a file system of its own (argument: its folder); prints the failures as a line of JSON.
 */

import { mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packChanges } from '../../index-engine/log/change-batch.ts';
import { Engine } from '../../index-engine/engine/engine.ts';
import { IndexError } from '../../index-engine/index.ts';
import { Log } from '../../index-engine/log/log.ts';
import type { LogRecord } from '../../index-engine/log/log-format.ts';
import { replayLog } from '../../index-engine/log/log-replay.ts';
import { SegmentBuilder } from '../../index-engine/jobs/segment-builder.ts';
import { unpackResults } from '../../index-engine/engine/packed-results.ts';
import { batchOfVersion } from './crash-workload.ts';
import { PlainIndex } from './plain-index.ts';
import { SeededRandom } from './seeded-random.ts';

const disk = process.argv[2]!;
const directory = join(disk, 'index');
const ballast = join(disk, 'ballast');
const ROUNDS = 60;
const PAGE = 4096;

const random = new SeededRandom(33);
const plain = new PlainIndex();
/** Failures by code and file, with their number. */
const said = new Map<string, number>();

function note(error: unknown): void {
  const what =
    error instanceof IndexError
      ? `${error.code} ${(error.path ?? '').replace(disk, '').replaceAll(/\d+/g, 'N')}`
      : String(error);
  said.set(what, (said.get(what) ?? 0) + 1);
}

function open(): Promise<Engine> {
  return Engine.open(directory, { memoryPostings: 6000, jobRunner: new SegmentBuilder(), onProblem: note });
}

/** Fills the disk but for `free` pages. */
function fill(free: number): void {
  rmSync(ballast, { force: true });
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - free * PAGE)));
}

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

async function expectSame(engine: Engine): Promise<void> {
  check(engine.info().version === plain.version, `version ${engine.info().version} instead of ${plain.version}`);
  check(engine.info().documents === plain.documents.size, 'another number of documents');
  for (let i = 0; i < 5; i++) {
    const [, hashes] = random.pick([...plain.documents]);
    const found = unpackResults(await engine.search(hashes, { minScore: 2, timeout: 10_000 }, { cancelled: false }));
    check(JSON.stringify(found) === JSON.stringify(plain.search(hashes, { minScore: 2 })), 'other results');
  }
}

async function tryUpdate(engine: Engine): Promise<boolean> {
  try {
    const changes = batchOfVersion(plain.version + 1);
    await engine.update({ batch: packChanges(changes), metadata: {}, expectedVersion: plain.version });
    plain.apply(changes);
    return true;
  } catch (error) {
    note(error);
    return false;
  }
}

/** A record that fits in part leaves nothing behind, and a shorter one can follow. */
async function cutOffRecord(): Promise<void> {
  const path = join(disk, 'log');
  const record = (version: number, hashes: number): LogRecord => ({
    version,
    batch: packChanges([{ type: 'insert', id: 1, hashes: new Uint32Array(hashes).fill(7) }]),
    metadata: {},
  });
  const log = await Log.create(path, true);
  await log.append([record(1, 10)]);
  fill(2);
  await log.append([record(2, 5 * PAGE)]).then(() => check(false, 'the record should not have fitted'), note);
  check(statSync(path).size === log.bytes, 'half a record was left');
  await log.append([record(2, 10)]);
  await log.close();
  const versions: number[] = [];
  replayLog(path, ({ version }) => versions.push(version));
  check(versions.join() === '1,2', `the log has the versions ${versions.join()}`);
  rmSync(ballast);
  rmSync(path);
}

await cutOffRecord();
said.clear();
mkdirSync(directory);
let engine = await open();
for (let i = 0; i < 10; i++) await tryUpdate(engine);
let refused = 0;
for (let round = 0; round < ROUNDS; round++) {
  fill(random.below(24));
  for (let i = 0; i < 12; i++) {
    if (!(await tryUpdate(engine))) refused++;
    if (i % 4 === 3) await engine.checkpoint().catch(note);
  }
  await engine.settle().catch(note);
  await expectSame(engine);
  if (random.chance(0.3)) {
    // The program ends and starts again while the disk is full.
    await engine.close();
    try {
      engine = await open();
      await expectSame(engine);
    } catch (error) {
      note(error);
      rmSync(ballast, { force: true });
      engine = await open();
    }
  }
  rmSync(ballast, { force: true });
  check(await tryUpdate(engine), 'an update was refused though there was room');
  await engine.settle();
  await expectSame(engine);
}
await engine.close();
engine = await open();
await expectSame(engine);
await engine.close();
process.stdout.write(`${JSON.stringify({ refused, version: plain.version, said: Object.fromEntries(said) })}\n`);
