/**
 * The sources of the bytes of a file that is being written: written bytes are in a spool file at the same position,
 * all others are those of the file before. So a save that writes only the header costs only the header, however long
 * the audio is.
 */

/** A run of bytes, `end` not included. */
export interface Extent {
  readonly from: 'written' | 'before' | 'nowhere';
  readonly start: number;
  readonly end: number;
}

export class ExtentMap {
  /** Written runs, ascending, neither touching nor overlapping. */
  readonly #written: { start: number; end: number }[] = [];
  /** Unwritten bytes up to here are those of the file before; behind it they are zeros. */
  #visibleBefore: number;
  #length: number;

  /** @param before size of the file before */
  constructor(before: number) {
    this.#visibleBefore = before;
    this.#length = before;
  }

  get size(): number {
    return this.#length;
  }

  /** Marks these bytes as written. */
  write(start: number, end: number): void {
    if (end <= start) return;
    const first = this.#firstEndingAt(start);
    let last = first;
    let [from, to] = [start, end];
    while (last < this.#written.length && (this.#written[last] as { start: number }).start <= end) {
      const run = this.#written[last] as { start: number; end: number };
      from = Math.min(from, run.start);
      to = Math.max(to, run.end);
      last += 1;
    }
    this.#written.splice(first, last - first, { start: from, end: to });
    this.#length = Math.max(this.#length, end);
  }

  /** Truncates the file or extends it by zeros. */
  resize(size: number): void {
    this.#visibleBefore = Math.min(this.#visibleBefore, size);
    while (this.#written.length > 0 && (this.#written.at(-1) as { end: number }).end > size) {
      const run = this.#written.at(-1) as { start: number; end: number };
      if (run.start < size) {
        run.end = size;
        break;
      }
      this.#written.pop();
    }
    this.#length = size;
  }

  /** The sources of the bytes from `start` to `end`, in order; nothing behind the end of the file. */
  *extents(start: number, end: number): Generator<Extent> {
    const stop = Math.min(end, this.#length);
    let at = start;
    for (let index = this.#firstEndingAt(start + 1); at < stop; index += 1) {
      const run = this.#written[index];
      const next = run === undefined ? stop : Math.min(Math.max(run.start, at), stop);
      if (next > at) yield* this.#unwritten(at, next);
      if (run === undefined) return;
      const until = Math.min(run.end, stop);
      if (until > next) yield { from: 'written', start: next, end: until };
      at = Math.max(at, until);
    }
  }

  /** Whether all of these bytes are those of the file before. */
  isUntouched(start: number, end: number): boolean {
    for (const extent of this.extents(start, end)) if (extent.from !== 'before') return false;
    return end <= this.#length;
  }

  *#unwritten(start: number, end: number): Generator<Extent> {
    const border = Math.min(Math.max(this.#visibleBefore, start), end);
    if (border > start) yield { from: 'before', start, end: border };
    if (end > border) yield { from: 'nowhere', start: border, end };
  }

  /** Index of the first run that ends at `position` or behind it. */
  #firstEndingAt(position: number): number {
    let [low, high] = [0, this.#written.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#written[middle] as { end: number }).end < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
