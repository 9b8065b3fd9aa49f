/**
 * Batches that follow from their version, so that the process that writes and the one that checks make the same ones.
 */

import type { Change } from '../../index-engine/index.ts';
import { SeededRandom } from './seeded-random.ts';

const IDS = 3000;

/** The changes of the batch that makes this version. */
export function batchOfVersion(version: number): Change[] {
  const random = new SeededRandom(version * 7919);
  return Array.from({ length: random.below(40) }, (): Change => {
    const id = 1 + random.below(IDS);
    if (random.chance(0.2)) return { type: 'delete', id };
    return {
      type: 'insert',
      id,
      hashes: Uint32Array.from({ length: random.below(60) }, () => random.below(5000) * 16),
    };
  });
}

/** Small segments: checkpoints and merges happen all the time. */
export const CRASH_OPTIONS = { memoryPostings: 4000, cacheBytes: 1 << 20 };
