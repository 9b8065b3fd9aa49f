import { expect, it } from 'vitest';
import { ServerMetrics } from './metrics.ts';
import type { IndexMetrics } from './metrics.ts';

function index(name: string, documents: number, counts: Partial<IndexMetrics['statistics']>): IndexMetrics {
  return {
    name,
    info: { version: documents * 2, metadata: {}, documents, segments: 1, minDocumentId: 1, maxDocumentId: 9 },
    statistics: {
      checkpoints: 0,
      merges: 0,
      searches: 0,
      hashesLookedUp: 0,
      postingsCounted: 0,
      blocksUsed: 0,
      blocksRead: 0,
      ...counts,
    },
  };
}

it('writes its counters as Prometheus reads them, under both names', () => {
  const metrics = new ServerMetrics();
  metrics.countSearch(2, 0.001);
  metrics.countSearch(0, 0.25);
  metrics.countSearch(1, 10);
  metrics.countUpdate(7);
  metrics.countUpdate(3);
  const text = metrics.render([
    index('one', 5, { checkpoints: 1, merges: 2, hashesLookedUp: 10, postingsCounted: 20, blocksUsed: 30 }),
    index('two', 6, { checkpoints: 3, merges: 4, hashesLookedUp: 100, postingsCounted: 200, blocksUsed: 300 }),
  ]);
  const lines = (prefix: string): string[] =>
    [
      '# TYPE P_searches_total counter',
      'P_searches_total 3',
      '# TYPE P_search_hits_total counter',
      'P_search_hits_total 2',
      '# TYPE P_search_misses_total counter',
      'P_search_misses_total 1',
      '# TYPE P_updates_total counter',
      'P_updates_total 10',
      '# TYPE P_search_duration_seconds histogram',
      'P_search_duration_seconds_bucket{le="0.001"} 1',
      'P_search_duration_seconds_bucket{le="0.005"} 1',
      'P_search_duration_seconds_bucket{le="0.01"} 1',
      'P_search_duration_seconds_bucket{le="0.05"} 1',
      'P_search_duration_seconds_bucket{le="0.1"} 1',
      'P_search_duration_seconds_bucket{le="0.5"} 2',
      'P_search_duration_seconds_bucket{le="1"} 2',
      'P_search_duration_seconds_bucket{le="5"} 2',
      'P_search_duration_seconds_bucket{le="+Inf"} 3',
      'P_search_duration_seconds_sum 10.251',
      'P_search_duration_seconds_count 3',
      '# TYPE P_docs gauge',
      'P_docs{index="one"} 5',
      'P_docs{index="two"} 6',
      '# TYPE P_version gauge',
      'P_version{index="one"} 10',
      'P_version{index="two"} 12',
      '# TYPE P_checkpoints_total counter',
      'P_checkpoints_total 4',
      '# TYPE P_memory_merges_total counter',
      'P_memory_merges_total 0',
      '# TYPE P_file_merges_total counter',
      'P_file_merges_total 6',
      '# TYPE P_scanned_docs_per_hash summary',
      'P_scanned_docs_per_hash_sum 220',
      'P_scanned_docs_per_hash_count 110',
      '# TYPE P_scanned_blocks_per_hash summary',
      'P_scanned_blocks_per_hash_sum 330',
      'P_scanned_blocks_per_hash_count 110',
    ].map((line) => line.replace('P_', `${prefix}_`));
  expect(text.split('\n')).toEqual([...lines('aindex'), ...lines('fpindex'), '']);
});
