/**
 * Random work on an engine with tiny segments, compared with a plain map after every step.
 * `INDEX_FUZZ_STEPS` and `INDEX_FUZZ_SEED` make it longer or repeat a run.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BlockCache } from '../../index-engine/blocks/block-cache.ts';
import { packChanges } from '../../index-engine/log/change-batch.ts';
import { Engine } from '../../index-engine/engine/engine.ts';
import type { EngineOptions } from '../../index-engine/engine/engine.ts';
import type { Change, SearchOptions } from '../../index-engine/index.ts';
import { SegmentBuilder } from '../../index-engine/jobs/segment-builder.ts';
import type { JobRunner } from '../../index-engine/jobs/segment-job.ts';
import { unpackResults } from '../../index-engine/engine/packed-results.ts';
import { PlainIndex } from './plain-index.ts';
import { SeededRandom } from './seeded-random.ts';

const STEPS = Number(process.env['INDEX_FUZZ_STEPS'] ?? 2000);
const SEEDS = process.env['INDEX_FUZZ_SEED'] === undefined ? [1, 2, 3] : [Number(process.env['INDEX_FUZZ_SEED'])];

const directory = mkdtempSync(join(tmpdir(), 'index-fuzz-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Hashes of all kinds: common ones, the ends of the range, clusters, low bits clear, anything. */
function randomHash(random: SeededRandom): number {
  switch (random.below(6)) {
    case 0:
      return random.below(8) * 16;
    case 1:
      return random.pick([0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]);
    case 2:
      return 0x12340000 + random.below(300);
    case 3:
      return (random.below(2000) * 0x10000) >>> 0;
    default:
      return (random.u32() & (random.chance(0.5) ? 0xfffffff0 : 0xffffffff)) >>> 0;
  }
}

function randomHashes(random: SeededRandom, most: number): Uint32Array {
  const length = random.chance(0.1) ? 0 : random.below(most);
  const hashes = Uint32Array.from({ length }, () => randomHash(random));
  if (length > 2 && random.chance(0.2)) hashes.copyWithin(1, 0);
  return hashes;
}

function randomChanges(random: SeededRandom, ids: number): Change[] {
  const wide = random.chance(0.1);
  return Array.from({ length: random.below(12) }, (): Change => {
    const id = wide ? 1 + random.below(0xffffffff) : 1 + random.below(ids);
    return random.chance(0.25) ? { type: 'delete', id } : { type: 'insert', id, hashes: randomHashes(random, 60) };
  });
}

/** A query that has something to find: parts of documents, and noise. */
function randomQuery(random: SeededRandom, plain: PlainIndex): Uint32Array {
  const documents = [...plain.documents.values()];
  const pieces = Array.from({ length: random.below(4) }, () =>
    documents.length === 0 ? new Uint32Array() : random.pick(documents),
  );
  return Uint32Array.from([...pieces.flatMap((piece) => [...piece]), ...randomHashes(random, 20)]);
}

function randomOptions(random: SeededRandom): SearchOptions {
  return {
    timeout: 10_000,
    limit: random.pick([1, 5, 40, 100]),
    minScorePercent: random.pick([0, 10, 50]),
    ...(random.chance(0.8) ? { minScore: random.below(4) } : {}),
  };
}

/** Delays jobs at random, so that updates and searches run before and after them. */
function unhurriedRunner(random: SeededRandom): JobRunner {
  const builder = new SegmentBuilder();
  const wait = async (): Promise<void> => {
    for (let turns = random.below(12); turns > 0; turns--) await new Promise(setImmediate);
  };
  return {
    async run(job) {
      await wait();
      const result = await builder.run(job);
      await wait();
      return result;
    },
    close: () => builder.close(),
  };
}

describe('an engine under random work', () => {
  it.for(SEEDS)(
    'answers as a plain map does after each of many steps (seed %i)',
    { timeout: 600_000 },
    async (seed) => {
      const random = new SeededRandom(seed);
      const plain = new PlainIndex();
      const path = join(directory, String(seed));
      const open = (): Promise<Engine> => {
        const options: EngineOptions = {
          sync: false,
          memoryPostings: 300 + random.below(2000),
          cache: new BlockCache(random.pick([0, 1 << 20])),
          jobRunner: unhurriedRunner(new SeededRandom(random.u32())),
          onProblem: (error) => {
            throw error;
          },
        };
        return Engine.open(path, options);
      };
      let engine = await open();
      for (let step = 0; step < STEPS; step++) {
        const action = random.below(100);
        if (action < 70) {
          const changes = randomChanges(random, 60 + step);
          const pending = engine.update({ batch: packChanges(changes), metadata: {}, expectedVersion: undefined });
          plain.apply(changes);
          expect(await pending).toBe(plain.version);
        } else if (action < 80) {
          await engine.checkpoint();
        } else if (action < 83) {
          await engine.settle();
        } else if (action < 86) {
          await engine.close();
          engine = await open();
        } else {
          // Lets what runs in the background go a little further.
          for (let turns = random.below(4); turns > 0; turns--) await new Promise(setImmediate);
        }
        const query = randomQuery(random, plain);
        const options = randomOptions(random);
        const found = unpackResults(await engine.search(query, options, { cancelled: false }));
        expect(found, `step ${step}`).toEqual(plain.search(query, options));
        const info = engine.info();
        expect(info.documents, `step ${step}`).toBe(plain.documents.size);
        if (plain.documents.size > 0) {
          expect([info.minDocumentId, info.maxDocumentId]).toEqual([
            Math.min(...plain.documents.keys()),
            Math.max(...plain.documents.keys()),
          ]);
        }
        const id = 1 + random.below(60 + step);
        expect(engine.has(id)).toBe(plain.documents.has(id));
      }
      await engine.close();
    },
  );
});
