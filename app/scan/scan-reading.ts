/**
 * The reading half of scans in a thread of its own, as the writer's thread uses it. The thread starts when scans are
 * prepared, at the latest with the first one. It ends some time after the last scan, which returns its memory; it may
 * also end unexpectedly. The next scan starts it again.
 *
 * Batches that have arrived while the writer's thread stored others are stored together: what one transaction changes on
 * a page of an index is written once. So a scan that reads faster than it stores has larger transactions.
 */
import type { MessagePort } from 'node:worker_threads';
import { startThread, type Thread } from '../storage/thread.ts';
import { GatheredWork } from './gathered-work.ts';
import { unpackBatch, type PackedBatch } from './packed-batch.ts';
import { packPlace, unpackPlace } from './packed-place.ts';
import type { ReadingEvent, ReadingMethods } from './scan-reading-thread.ts';
import type { ScanSource, TakeBatches } from './scan-reader.ts';

const PROGRAM = new URL('./scan-reading-thread.ts', import.meta.url);

/** Milliseconds without a scan after which the thread ends. To start it again takes a tenth of a second. */
const REST_AFTER = 10_000;

/** Batches that are stored together at most: edits wait until they are. */
const MOST_TOGETHER = 6;

type ReadingThread = Thread<Omit<ReadingMethods, 'close'>>;

export class ScanReading {
  readonly #library: string;
  #thread: Promise<ReadingThread> | null = null;
  #take: (batch: PackedBatch) => void = () => {};
  /** Where the files of the batches arrive; null between scans. */
  #files: MessagePort | null = null;
  #rest: NodeJS.Timeout | null = null;

  /** @param library absolute path of the library folder */
  constructor(library: string) {
    this.#library = library;
  }

  /** Starts the thread: the first scan need not wait for its code to be loaded. */
  prepare(): void {
    // A failure is told by the scan, which starts it again.
    this.#start().catch(() => {});
  }

  /**
   * Begins a scan; there may be one at a time.
   * @param mount path of the mount, which is not entered; null for none
   * @param signal ends the scan after the file at hand
   */
  async open(mount: Buffer | null, signal: AbortSignal): Promise<ScanSource> {
    const { call } = await this.#start();
    await call.begin({ mount });
    const end = (): void => void call.end().catch(() => {});
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    return {
      known: (places) => call.known({ places: places.map(packPlace) }),
      changed: async () => (await call.changed()).map(unpackPlace),
      read: async (place, take) => {
        const storing = this.#storeWith(take, call);
        try {
          return await call.read({ place: packPlace(place) });
        } finally {
          storing.end();
        }
      },
    };
  }

  /** Tells that a scan has ended: the thread ends, too, unless another scan begins soon. */
  rest(): void {
    this.#stay();
    this.#receiveAt(null);
    this.#rest = setTimeout(() => void this.close(), REST_AFTER).unref();
  }

  /** Whether the thread is running or starting. */
  get isRunning(): boolean {
    return this.#thread !== null;
  }

  /** Ends the thread; resolves when it is gone. */
  async close(): Promise<void> {
    this.#stay();
    const ending = this.#thread;
    // A scan that begins meanwhile starts a thread of its own.
    this.#thread = null;
    await (await ending?.catch(() => null))?.close();
  }

  /** Has the files of a scan arrive at `files`. Those of an earlier one that failed, and stored no more, are gone. */
  #receiveAt(files: MessagePort | null): void {
    this.#files?.close();
    this.#files = files;
    files?.unref();
  }

  #stay(): void {
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = null;
  }

  /** Stores the batches that arrive from now on; the reading ends with the first failure. */
  #storeWith(take: TakeBatches, call: ReadingThread['call']): GatheredWork<PackedBatch> {
    const files = this.#files!;
    const store = (batches: readonly PackedBatch[]): void => {
      take(batches.map((batch) => unpackBatch(batch, files)));
      void call.stored({ batches: batches.length }).catch(() => {});
    };
    const storing = new GatheredWork(MOST_TOGETHER, store, () => void call.end().catch(() => {}));
    this.#take = (batch) => storing.add(batch);
    return storing;
  }

  #start(): Promise<ReadingThread> {
    this.#stay();
    this.#thread ??= startThread<Omit<ReadingMethods, 'close'>>(PROGRAM, {
      data: { library: this.#library },
      onEvent: (event: ReadingEvent) => ('batch' in event ? this.#take(event.batch) : this.#receiveAt(event.files)),
      onExit: () => (this.#thread = null),
    }).catch((error: unknown) => {
      this.#thread = null;
      throw error;
    });
    return this.#thread;
  }
}
