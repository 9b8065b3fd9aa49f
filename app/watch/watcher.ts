/**
 * Watches the folders of a library and tells which parts of them are to be scanned.
 *
 * A burst of events may be longer than the queue of the system, which then drops events without a word to `fs.watch`.
 * A burst that long is seen from here as well: then everything that is watched is scanned.
 */
import { readFileSync } from 'node:fs';
import type { WatchedRoot } from '../model/watch.ts';
import { leftOut } from '../scan/left-out.ts';
import type { AskedPlace } from '../scan/places.ts';
import { isInside } from '../storage/path-bytes.ts';
import { silentFileSystem } from './file-systems.ts';
import { mountPoints } from './mount-points.ts';
import { RootWatch } from './root-watch.ts';

const MAX_QUEUED_EVENTS = '/proc/sys/fs/inotify/max_queued_events';
/** Shortest time between two looks at what has changed. */
const SHORTEST_MS = 50;

export interface Watched {
  readonly roots: readonly Uint8Array[];
  /** Path of the mount, which is not watched; null when nothing is mounted. */
  readonly mount: string | null;
}

export type WatchEvent =
  | { readonly type: 'changed'; readonly places: readonly AskedPlace[] }
  | { readonly type: 'roots'; readonly roots: readonly WatchedRoot[] };

export interface WatcherOptions {
  /** Time between two looks whether disks were plugged in or out, in milliseconds. */
  readonly checkEvery: number;
  /** Events that the system keeps for a slow reader. */
  readonly queuedEvents: number;
  /** See `silentFileSystem`. */
  readonly silent: (path: Buffer) => string | null;
}

const SYSTEM: WatcherOptions = { checkEvery: 2000, queuedEvents: queuedEvents(), silent: silentFileSystem };

export class Watcher {
  readonly #emit: (event: WatchEvent) => void;
  readonly #library: Buffer | null;
  readonly #options: WatcherOptions;
  readonly #roots = new Map<string, RootWatch>();
  readonly #checks: NodeJS.Timeout;
  #mount: Buffer | null = null;
  #mountPoints = mountPoints();
  #timer: NodeJS.Timeout | null = null;
  /** Events of this turn of the event loop. */
  #burst = 0;
  #told = '';

  /** @param library real path of the library folder, which is not watched; null for none */
  constructor(emit: (event: WatchEvent) => void, library: string | null = null, options: WatcherOptions = SYSTEM) {
    this.#emit = emit;
    this.#library = library === null ? null : Buffer.from(library);
    this.#options = options;
    this.#checks = setInterval(() => this.check(), options.checkEvery).unref();
  }

  /** Watches these folders from now on, and no others. */
  follow({ roots, mount }: Watched): void {
    const before = this.#mount;
    this.#mount = mount === null ? null : Buffer.from(mount);
    const paths = new Map(roots.map((root) => [Buffer.from(root).toString('latin1'), Buffer.from(root)]));
    for (const [key, root] of this.#roots) {
      const isShadowed = [before, this.#mount].some((path) => path !== null && isInside(path, root.path));
      if (paths.has(key) && !(isShadowed && before?.toString('latin1') !== this.#mount?.toString('latin1'))) continue;
      root.close();
      this.#roots.delete(key);
    }
    for (const [key, path] of paths) {
      if (this.#roots.has(key)) continue;
      const root = new RootWatch(
        path,
        (folder) => leftOut(this.#mount, this.#library)(folder),
        () => this.#noted(),
        this.#options.silent,
      );
      this.#roots.set(key, root);
      root.open();
    }
    this.#tellRoots();
  }

  /** Looks whether disks were plugged in or out. */
  check(): void {
    const points = mountPoints();
    const mounted = [...points].filter(([key]) => !this.#mountPoints.has(key)).map(([, point]) => point);
    this.#mountPoints = points;
    this.#tell((root) => [...root.check(), ...mounted.flatMap((point) => root.mounted(point))]);
  }

  close(): void {
    clearInterval(this.#checks);
    if (this.#timer) clearTimeout(this.#timer);
    for (const root of this.#roots.values()) root.close();
    this.#roots.clear();
  }

  #noted(): void {
    if (this.#burst === 0) setImmediate(() => this.#endBurst());
    this.#burst++;
    this.#timer ??= setTimeout(() => this.#takeDue(), SHORTEST_MS);
  }

  #endBurst(): void {
    const isLossy = this.#burst >= this.#options.queuedEvents;
    this.#burst = 0;
    if (isLossy) this.#tell((root) => root.lost());
  }

  #takeDue(): void {
    this.#timer = null;
    const now = performance.now();
    this.#tell((root) => root.take(now));
    const next = [...this.#roots.values()].map((root) => root.nextAt()).filter((at) => at !== null);
    if (next.length === 0) return;
    this.#timer ??= setTimeout(() => this.#takeDue(), Math.max(Math.min(...next) - performance.now(), SHORTEST_MS));
  }

  #tell(placesOf: (root: RootWatch) => AskedPlace[]): void {
    const places = [...this.#roots.values()].flatMap(placesOf);
    this.#tellRoots();
    if (places.length > 0) this.#emit({ type: 'changed', places });
  }

  #tellRoots(): void {
    const roots = [...this.#roots.values()].map(({ state }) => state);
    const text = JSON.stringify(roots);
    if (text === this.#told) return;
    this.#told = text;
    this.#emit({ type: 'roots', roots });
  }
}

/** Events that inotify keeps; its default where the system does not say. */
function queuedEvents(): number {
  try {
    return Number(readFileSync(MAX_QUEUED_EVENTS, 'utf8'));
  } catch {
    return 16_384;
  }
}
