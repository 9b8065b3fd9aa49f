/** Keeps the best few of many scored ids. */

export interface Neighbour {
  readonly fileId: number;
  /** Cosine similarity, −1..1. */
  readonly score: number;
}

export class NearestList {
  readonly #limit: number;
  /** Ascending by score. */
  readonly #best: { readonly fileId: number; readonly score: number }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Only higher scores are still accepted. */
  get threshold(): number {
    if (this.#limit <= 0) return Infinity;
    return this.#best.length < this.#limit ? -Infinity : this.#best[0]!.score;
  }

  offer(fileId: number, score: number): void {
    if (score <= this.threshold) return;
    // Few are accepted after the first ones: a sorted list is quicker than a heap, and simpler.
    let at = this.#best.length;
    while (at > 0 && this.#best[at - 1]!.score > score) at -= 1;
    this.#best.splice(at, 0, { fileId, score });
    if (this.#best.length > this.#limit) this.#best.shift();
  }

  /** Best first, equal ones by id; scores times `scale`. */
  sorted(scale: number): Neighbour[] {
    return this.#best
      .map(({ fileId, score }) => ({ fileId, score: Math.max(-1, Math.min(1, score * scale)) }))
      .sort((a, b) => b.score - a.score || a.fileId - b.fileId);
  }
}
