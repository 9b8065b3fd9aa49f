/** Work on tracks in the order of arrival: two works that share a track never run at the same time. */
export class TrackLocks {
  /** The last work on each track. */
  readonly #last = new Map<number, Promise<unknown>>();

  /** Runs `work` after all earlier work on these tracks, also if that failed. Settles as `work` does. */
  async run<Result>(trackIds: readonly number[], work: () => Promise<Result>): Promise<Result> {
    const turn = Promise.allSettled(trackIds.map((id) => this.#last.get(id))).then(work);
    for (const id of trackIds) this.#last.set(id, turn);
    try {
      return await turn;
    } finally {
      for (const id of trackIds) if (this.#last.get(id) === turn) this.#last.delete(id);
    }
  }
}
