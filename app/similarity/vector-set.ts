/**
 * Vectors of unit length in memory, and the exact search for those nearest to one of them.
 *
 * Arrays of equal size hold all vectors without gaps: the last row is moved into the place of a removed one. Growing adds
 * an array, so that nothing is copied and no memory waits for rows that may never come.
 * The search is a scan: about ten milliseconds for a hundred thousand tracks.
 */
import { type Neighbour, NearestList } from './nearest-list.ts';

/** Rows of one array: two megabytes of 128 numbers. */
const PART_ROWS = 4096;
/** Rows to scan before yielding to other work: two or three milliseconds. */
const SLICE_ROWS = 4 * PART_ROWS;

export class VectorSet {
  readonly dimension: number;
  readonly #parts: Float32Array[] = [];
  #ids: number[] = [];
  readonly #rows = new Map<number, number>();
  /** Counts changes: a scan during which one happens begins again. */
  #changes = 0;

  /** `dimension`: numbers of each vector, a multiple of 4. */
  constructor(dimension: number) {
    this.dimension = dimension;
  }

  get size(): number {
    return this.#ids.length;
  }

  ids(): readonly number[] {
    return this.#ids;
  }

  has(id: number): boolean {
    return this.#rows.has(id);
  }

  /** The vector of an id, of unit length; valid until the next change. */
  get(id: number): Float32Array | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : this.#at(row);
  }

  /** Adds or replaces. `vector`: finite, not zero, of any length; it is stored with unit length. */
  set(id: number, vector: Float32Array): void {
    let row = this.#rows.get(id);
    if (row === undefined) {
      row = this.#ids.push(id) - 1;
      this.#rows.set(id, row);
      if (row === this.#parts.length * PART_ROWS) this.#parts.push(new Float32Array(PART_ROWS * this.dimension));
    }
    const norm = euclideanNorm(vector);
    const stored = this.#at(row);
    for (let i = 0; i < this.dimension; i += 1) stored[i] = vector[i]! / norm;
    this.#changes += 1;
  }

  delete(id: number): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    const last = this.#ids.pop()!;
    this.#rows.delete(id);
    if (last !== id) {
      this.#at(row).set(this.#at(this.#ids.length));
      this.#ids[row] = last;
      this.#rows.set(last, row);
    }
    this.#changes += 1;
  }

  /** The `limit` ids whose vectors have the largest cosine with `vector`, best first, without those excluded. */
  async nearest(vector: Float32Array, limit: number, exclude: ReadonlySet<number>): Promise<Neighbour[]> {
    const query = vector.slice();
    for (;;) {
      const changes = this.#changes;
      const nearest = new NearestList(limit);
      for (let row = 0; row < this.size; row += SLICE_ROWS) {
        if (row > 0) await new Promise(setImmediate);
        if (this.#changes !== changes) break;
        this.#scan(query, row, Math.min(this.size, row + SLICE_ROWS), nearest, exclude);
      }
      if (this.#changes === changes) return nearest.sorted(1 / euclideanNorm(query));
    }
  }

  #scan(query: Float32Array, from: number, to: number, nearest: NearestList, exclude: ReadonlySet<number>): void {
    for (let start = from; start < to; start += PART_ROWS) {
      const part = this.#parts[start / PART_ROWS]!;
      this.#scanPart(query, part, start, Math.min(to, start + PART_ROWS), nearest, exclude);
    }
  }

  /** @param from row of the library where the part begins */
  #scanPart(
    query: Float32Array,
    vectors: Float32Array,
    from: number,
    to: number,
    nearest: NearestList,
    exclude: ReadonlySet<number>,
  ): void {
    const { dimension } = this;
    for (let row = from; row < to; row += 1) {
      let [a, b, c, d] = [0, 0, 0, 0];
      // Four sums, so that additions do not depend on each other.
      for (let i = 0, at = (row - from) * dimension; i < dimension; i += 4, at += 4) {
        a += query[i]! * vectors[at]!;
        b += query[i + 1]! * vectors[at + 1]!;
        c += query[i + 2]! * vectors[at + 2]!;
        d += query[i + 3]! * vectors[at + 3]!;
      }
      const score = a + b + c + d;
      if (score > nearest.threshold && !exclude.has(this.#ids[row]!)) nearest.offer(this.#ids[row]!, score);
    }
  }

  /** The numbers of a row. */
  #at(row: number): Float32Array {
    const start = (row % PART_ROWS) * this.dimension;
    return this.#parts[Math.floor(row / PART_ROWS)]!.subarray(start, start + this.dimension);
  }
}

function euclideanNorm(vector: Float32Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.sqrt(squares);
}
