/**
 * The server's metrics in Prometheus's text format (prometheus.io, Exposition formats), under the names of both generations
 * of servers of this protocol.
 */

import type { IndexInfo, IndexStatistics } from '../contract/fingerprint-index.ts';

const PREFIXES = ['aindex', 'fpindex'];
const DURATION_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/** The figures of one index. */
export interface IndexMetrics {
  readonly name: string;
  readonly info: IndexInfo;
  readonly statistics: IndexStatistics;
}

export class ServerMetrics {
  #searches = 0;
  #hits = 0;
  #misses = 0;
  #updates = 0;
  #durationSum = 0;
  readonly #durations = DURATION_BUCKETS.map(() => 0);

  /** Counts a search by its number of results and its duration. */
  countSearch(results: number, seconds: number): void {
    this.#searches++;
    if (results > 0) this.#hits++;
    else this.#misses++;
    this.#durationSum += seconds;
    for (let i = 0; i < DURATION_BUCKETS.length; i++) if (seconds <= DURATION_BUCKETS[i]!) this.#durations[i]!++;
  }

  /** Counts an update by its number of changes. */
  countUpdate(changes: number): void {
    this.#updates += changes;
  }

  render(indexes: readonly IndexMetrics[]): string {
    return (
      PREFIXES.flatMap((prefix) => [...this.#serverLines(prefix), ...indexLines(prefix, indexes)]).join('\n') + '\n'
    );
  }

  #serverLines(prefix: string): string[] {
    return [
      ...metric(prefix, 'searches_total', 'counter', [['', this.#searches]]),
      ...metric(prefix, 'search_hits_total', 'counter', [['', this.#hits]]),
      ...metric(prefix, 'search_misses_total', 'counter', [['', this.#misses]]),
      ...metric(prefix, 'updates_total', 'counter', [['', this.#updates]]),
      `# TYPE ${prefix}_search_duration_seconds histogram`,
      ...DURATION_BUCKETS.map(
        (bucket, i) => `${prefix}_search_duration_seconds_bucket{le="${bucket}"} ${this.#durations[i]}`,
      ),
      `${prefix}_search_duration_seconds_bucket{le="+Inf"} ${this.#searches}`,
      `${prefix}_search_duration_seconds_sum ${this.#durationSum}`,
      `${prefix}_search_duration_seconds_count ${this.#searches}`,
    ];
  }
}

function indexLines(prefix: string, indexes: readonly IndexMetrics[]): string[] {
  const labelled = (value: (index: IndexMetrics) => number): [string, number][] =>
    indexes.map((index) => [`{index="${index.name}"}`, value(index)]);
  const sum = (value: (statistics: IndexStatistics) => number): number =>
    indexes.reduce((total, { statistics }) => total + value(statistics), 0);
  const hashes = sum((statistics) => statistics.hashesLookedUp);
  return [
    ...metric(
      prefix,
      'docs',
      'gauge',
      labelled(({ info }) => info.documents),
    ),
    ...metric(
      prefix,
      'version',
      'gauge',
      labelled(({ info }) => info.version),
    ),
    ...metric(prefix, 'checkpoints_total', 'counter', [['', sum(({ checkpoints }) => checkpoints)]]),
    // Always 0: memory segments take documents one by one and are never merged.
    ...metric(prefix, 'memory_merges_total', 'counter', [['', 0]]),
    ...metric(prefix, 'file_merges_total', 'counter', [['', sum(({ merges }) => merges)]]),
    ...summary(
      prefix,
      'scanned_docs_per_hash',
      sum(({ postingsCounted }) => postingsCounted),
      hashes,
    ),
    ...summary(
      prefix,
      'scanned_blocks_per_hash',
      sum(({ blocksUsed }) => blocksUsed),
      hashes,
    ),
  ];
}

function metric(
  prefix: string,
  name: string,
  type: string,
  values: readonly (readonly [labels: string, value: number])[],
): string[] {
  return [
    `# TYPE ${prefix}_${name} ${type}`,
    ...values.map(([labels, value]) => `${prefix}_${name}${labels} ${value}`),
  ];
}

function summary(prefix: string, name: string, sum: number, count: number): string[] {
  return [`# TYPE ${prefix}_${name} summary`, `${prefix}_${name}_sum ${sum}`, `${prefix}_${name}_count ${count}`];
}
