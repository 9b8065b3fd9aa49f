/** Counts the directories that the kernel keeps locked until the mount answers a request in them. */

export class BusyDirectories {
  readonly #counts = new Map<number, number>();
  readonly #waiting: { readonly directories: ReadonlySet<number>; readonly go: () => void }[] = [];

  enter(directories: readonly number[]): void {
    for (const directory of directories) this.#counts.set(directory, (this.#counts.get(directory) ?? 0) + 1);
  }

  leave(directories: readonly number[]): void {
    for (const directory of directories) {
      const count = (this.#counts.get(directory) ?? 1) - 1;
      if (count === 0) this.#counts.delete(directory);
      else this.#counts.set(directory, count);
    }
    if (directories.length === 0 || this.#waiting.length === 0) return;
    const ready = this.#waiting.filter((wait) => this.#isFree(wait.directories));
    for (const wait of ready) {
      this.#waiting.splice(this.#waiting.indexOf(wait), 1);
      wait.go();
    }
  }

  /** Resolves when no request in these directories waits for an answer. */
  free(directories: readonly number[]): Promise<void> {
    const wanted = new Set(directories);
    if (this.#isFree(wanted)) return Promise.resolve();
    return new Promise((go) => {
      this.#waiting.push({ directories: wanted, go });
    });
  }

  #isFree(directories: ReadonlySet<number>): boolean {
    for (const directory of directories) if (this.#counts.has(directory)) return false;
    return true;
  }
}
