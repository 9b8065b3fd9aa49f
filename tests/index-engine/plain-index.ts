/**
 * The reference for tests: a map of documents, searched one by one.
 */

import type { Change, SearchOptions, SearchResult } from '../../index-engine/index.ts';

export class PlainIndex {
  readonly documents = new Map<number, Uint32Array>();
  version = 0;

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type === 'insert') this.documents.set(change.id, change.hashes.slice());
      else this.documents.delete(change.id);
    }
    this.version++;
  }

  search(hashes: Uint32Array, options: SearchOptions = {}): SearchResult[] {
    const query = new Set(hashes);
    const minScore = Math.max(1, options.minScore ?? Math.floor((hashes.length + 19) / 20));
    const results: SearchResult[] = [];
    for (const [id, document] of this.documents) {
      let score = 0;
      for (const hash of document) if (query.has(hash)) score++;
      if (score >= minScore) results.push({ id, score });
    }
    results.sort((a, b) => b.score - a.score || a.id - b.id);
    const best = results[0]?.score ?? 0;
    const floor = (best * (options.minScorePercent ?? 10)) / 100;
    return results.filter(({ score }) => score >= floor).slice(0, Math.max(1, Math.min(100, options.limit ?? 40)));
  }
}
