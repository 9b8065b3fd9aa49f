/**
 * Keeps the library up to date with its folders: what changes in them is scanned, and a folder whose changes cannot be
 * watched is scanned from time to time.
 */
import type { WatchedRoot } from '../model/watch.ts';
import type { AskedPlace } from '../scan/places.ts';
import type { Thread } from '../storage/thread.ts';
import type { WatchMethods } from '../watch/watch-thread.ts';
import type { WatchEvent } from '../watch/watcher.ts';

/** Shortest time between two scans of a folder that is polled. */
const POLL_MS = 60_000;
/** A poll may take one part in so many of the time. */
const POLL_SHARE = 20;

export interface LibraryWatchOptions {
  /** The folders of the library, and whether they are to be watched. */
  readonly wanted: () => Promise<{ readonly roots: readonly Uint8Array[]; readonly watch: boolean }>;
  readonly mountDirectory: () => string | null;
  readonly start: (onEvent: (event: WatchEvent) => void) => Promise<Thread<WatchMethods>>;
  readonly scan: (places: readonly AskedPlace[]) => Promise<unknown>;
  readonly onProblem: (error: Error) => void;
}

export class LibraryWatch {
  readonly #options: LibraryWatchOptions;
  #thread: Promise<Thread<WatchMethods>> | null = null;
  #roots: readonly WatchedRoot[] = [];
  #poll: NodeJS.Timeout | null = null;
  #pollMs = POLL_MS;
  #isOn = false;

  constructor(options: LibraryWatchOptions) {
    this.#options = options;
  }

  /** How each folder is watched; empty before `begin`. */
  get roots(): readonly WatchedRoot[] {
    return this.#roots;
  }

  /** Begins to watch. @returns when all folders are watched: what changes from then on is noticed */
  async begin(): Promise<void> {
    this.#isOn = true;
    await this.follow();
  }

  /** Follows a change of the library's folders, of the mount, or of the setting. Does nothing before `begin`. */
  async follow(): Promise<void> {
    if (!this.#isOn) return;
    try {
      const { roots, watch } = await this.#options.wanted();
      if (!watch) {
        await this.#stop();
        this.#roots = roots.map((path) => ({ path: Buffer.from(path).toString(), state: 'off', reason: null }));
        return;
      }
      this.#thread ??= this.#options.start((event) => this.#receive(event));
      await (await this.#thread).call.follow({ roots, mount: this.#options.mountDirectory() });
    } catch (error) {
      this.#options.onProblem(error as Error);
    }
  }

  async close(): Promise<void> {
    this.#isOn = false;
    await this.#stop();
  }

  async #stop(): Promise<void> {
    if (this.#poll) clearTimeout(this.#poll);
    this.#poll = null;
    const thread = this.#thread;
    this.#thread = null;
    await thread?.then(
      (one) => one.close(),
      () => {},
    );
  }

  #receive(event: WatchEvent): void {
    if (!this.#isOn) return;
    if (event.type === 'changed') {
      // The job's progress tells how it ends.
      this.#options.scan(event.places).catch(() => {});
      return;
    }
    this.#roots = event.roots;
    this.#planPoll();
  }

  #planPoll(): void {
    if (this.#poll || !this.#isOn || !this.#roots.some(({ state }) => state === 'polled')) return;
    this.#poll = setTimeout(() => void this.#scanPolled(), this.#pollMs).unref();
  }

  async #scanPolled(): Promise<void> {
    const polled = this.#roots.filter(({ state }) => state === 'polled');
    const started = performance.now();
    await this.#options.scan(polled.map(({ path }) => ({ path: Buffer.from(path), shallow: false }))).catch(() => {});
    this.#pollMs = Math.max(POLL_MS, (performance.now() - started) * POLL_SHARE);
    this.#poll = null;
    this.#planPoll();
  }
}
