/** Asynchronous work by key that concurrent callers share: each key has one run at a time. */

/** One run. Work that was started before a change checks `outdated` when it ends, and reads again. */
export interface Run {
  outdated: boolean;
}

export class InFlight<Result> {
  readonly #runs = new Map<number, { readonly result: Promise<Result>; readonly run: Run }>();

  /** Joins the run for this key, or starts `work` where there is none. */
  share(key: number, work: (run: Run) => Promise<Result>): Promise<Result> {
    const current = this.#runs.get(key);
    if (current !== undefined) return current.result;
    const run: Run = { outdated: false };
    const result = work(run).finally(() => this.#runs.delete(key));
    this.#runs.set(key, { result, run });
    return result;
  }

  /** What the current run for this key has read may be the state before a change. */
  markOutdated(key: number): void {
    const current = this.#runs.get(key);
    if (current !== undefined) current.run.outdated = true;
  }
}
