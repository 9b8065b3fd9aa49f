/**
 * How many files a scan will look at, so that progress can state the time left: as many as are known. Where none are
 * known, or many new ones show that this number says too little, a walk counts them while the scan goes on.
 *
 * The walk runs in the writer's thread, which waits for the reading half most of the time, in short slices.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ScanPlace } from './scan-result.ts';
import { walk } from './walk.ts';

const SLICE_MS = 4;
/** New files from which on the number of known files says too little of how many there are. */
const MANY_NEW = 500;

export class FileCount {
  readonly #skip: (path: Buffer) => boolean;
  readonly #signal: AbortSignal;
  #places: readonly ScanPlace[] = [];
  #total: number | null = null;
  /** Whether the number of files is that of some time ago. */
  #isEstimated = false;
  #walking: Promise<void> = Promise.resolve();
  #hasEnded = false;

  /** @param skip folders that are not entered */
  constructor(skip: (path: Buffer) => boolean, signal: AbortSignal) {
    this.#skip = skip;
    this.#signal = signal;
  }

  /** Null until it is known. */
  get total(): number | null {
    return this.#total;
  }

  /**
   * @param known how many files of each place are known
   * @returns when the number is known, or the walk has ended
   */
  begin(places: readonly ScanPlace[], known: readonly number[]): Promise<void> {
    this.#places = places;
    const sum = known.reduce((all, files) => all + files, 0);
    this.#isEstimated = sum > 0;
    const unknown = places.filter((_place, i) => known[i] === 0);
    return (this.#walking = this.#count(unknown, sum));
  }

  /** Tells how many new files the scan has met so far. @returns as `begin` does */
  meet(newFiles: number): Promise<void> {
    if (this.#isEstimated && newFiles > MANY_NEW) {
      this.#isEstimated = false;
      this.#walking = this.#walking.then(() => this.#count(this.#places, 0));
    }
    return this.#walking;
  }

  /** Ends the walk. @param done how many files there were in the end; null where the scan was cancelled */
  async end(done: number | null): Promise<void> {
    this.#hasEnded = true;
    await this.#walking;
    if (done !== null) this.#total = done;
  }

  /** @param counted files of the other places */
  async #count(places: readonly ScanPlace[], counted: number): Promise<void> {
    let total = counted;
    let sliceEnds = performance.now() + SLICE_MS;
    for (const { root, path, shallow } of places) {
      for (const { names } of walk(root.path, { from: path, shallow, skip: this.#skip, onError: () => {} })) {
        total += names.length;
        if (this.#hasEnded || this.#signal.aborted) return;
        if (performance.now() < sliceEnds) continue;
        await nextTurn();
        sliceEnds = performance.now() + SLICE_MS;
      }
    }
    if (!this.#hasEnded && !this.#signal.aborted) this.#total = total;
  }
}
