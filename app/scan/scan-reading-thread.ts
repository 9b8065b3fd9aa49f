/**
 * The thread of the reading half of scans: walks, compares and reads, with a read-only connection of its own, while the
 * writer's thread stores what it hands over. Its owner is `scan-reading.ts`.
 */
import { realpathSync } from 'node:fs';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { SortArticles } from '../library/sort-articles.ts';
import { databasePath, openReader } from '../storage/connection.ts';
import { FileWindow } from '../storage/file-window.ts';
import { explaining } from '../storage/storage-error.ts';
import { serveThread, type Emit } from '../storage/thread.ts';
import { leftOut } from './left-out.ts';
import { packBatch, type PackedBatch } from './packed-batch.ts';
import { packPlace, unpackPlace, type PackedPlace } from './packed-place.ts';
import { ScanReader } from './scan-reader.ts';
import type { ScanBatch } from './scan-batch.ts';
import { SentFiles } from './sent-files.ts';

/**
 * Batches (up to 1 MB each) that may wait to be stored while the next one is read: those that the writer's thread stores
 * together, and as many again, which the reading thread fills meanwhile.
 */
const MOST_WAITING = 12;
/** KiB of pages that the connection keeps: known files are read once, in no order that pages could help. */
const CACHE_KIB = 4096;

export interface ReadingData {
  /** Absolute path of the library folder. */
  readonly library: string;
}

/** The port of the files of a scan (`sent-files.ts`) as it begins, then its batches. */
export type ReadingEvent = { readonly files: MessagePort } | { readonly batch: PackedBatch };

export type ReadingMethods = ReturnType<typeof serveReading>;

function serveReading(library: string, emit: Emit<ReadingEvent>) {
  const connection = openReader(library);
  connection.pragma(`cache_size = -${CACHE_KIB}`);
  const articles = new SortArticles(connection);
  const own = Buffer.from(realpathSync(library));
  const window = new FileWindow();
  let ending = new AbortController();
  let reader: ScanReader<SentFiles> | null = null;
  let files: MessagePort | null = null;
  let waiting = 0;
  let goOn: PromiseWithResolvers<void> | null = null;

  const handOver = (batches: readonly ScanBatch<SentFiles>[]): Promise<void> | undefined => {
    for (const batch of batches) emit({ batch: packBatch(batch) });
    waiting += batches.length;
    if (waiting < MOST_WAITING || ending.signal.aborted) return undefined;
    goOn = Promise.withResolvers();
    return goOn.promise;
  };

  return {
    /** Begins a scan: see `leftOut`. */
    begin({ mount }: { mount: Uint8Array | null }): void {
      ending = new AbortController();
      waiting = 0;
      articles.follow();
      const { port1, port2 } = new MessageChannel();
      files?.close();
      files = port1;
      emit({ files: port2 }, [port2]);
      reader = new ScanReader(connection, window, leftOut(mount, own), ending.signal, () => new SentFiles(port1));
    },
    known: ({ places }: { places: readonly PackedPlace[] }) => reader!.known(places.map(unpackPlace)),
    read: ({ place }: { place: PackedPlace }) => reader!.read(unpackPlace(place), handOver),
    changed: () => reader!.changed().map(packPlace),
    /** Batches have been stored. */
    stored({ batches }: { batches: number }): void {
      waiting -= batches;
      goOn?.resolve();
      goOn = null;
    },
    /** Ends the scan after the file at hand. */
    end(): void {
      ending.abort();
      goOn?.resolve();
      goOn = null;
    },
    close() {
      files?.close();
      connection.close();
    },
  };
}

serveThread(({ library }: ReadingData, emit: Emit<ReadingEvent>) => {
  const { close, ...methods } = serveReading(library, emit);
  return { methods: explaining(databasePath(library), methods), close };
});
