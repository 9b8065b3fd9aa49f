/**
 * The thread of the dumps: it alone has their store and their index of fingerprints open. It adds files, and answers
 * what identification asks, also while files are added.
 */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openIndex, type EmbeddedIndex } from '../../index-engine/index.ts';
import type { Release } from '../identification/release.ts';
import type { AskedSound } from '../identification/sources/acoustid.ts';
import { heardSounds, type HeardSounds } from '../identification/sources/heard-sounds.ts';
import type { FoundRelease } from '../identification/sources/musicbrainz.ts';
import type { DumpEstimate } from '../model/dumps.ts';
import { PauseGate } from '../model/pause-gate.ts';
import type { Connection } from '../storage/connection.ts';
import { storageError } from '../storage/storage-error.ts';
import { serveThread } from '../storage/thread.ts';
import { addDump, isAdded, type BatchStep } from './add-dump.ts';
import { DumpError } from './dump-error.ts';
import { estimateDumps } from './estimate-dumps.ts';
import { findDumps, type DumpSource } from './find-dumps.ts';
import { lookUpSounds } from './look-up-sounds.ts';
import { searchReleases, storedRelease } from './store/known-releases.ts';
import { openStore } from './store/store-file.ts';
import { INDEX, STORE } from './store/store-names.ts';
import { storedDumps, type StoredDumps } from './store/stored-files.ts';

export interface DumpsThreadData {
  /** Absolute path of the folder of the dumps. */
  readonly folder: string;
}

/** What the thread tells while it adds files. */
export type DumpStep =
  | { readonly type: 'file'; readonly name: string; readonly bytes: number }
  | ({ readonly type: 'batch' } & BatchStep)
  | { readonly type: 'end'; readonly bytes: number; readonly isWhole: boolean };

export type DumpsThreadMethods = ReturnType<typeof serveDumps>;

/** Adding ends when less is free. */
const LEAST_FREE = 256 * 1024 * 1024;
/** Batches between two looks at the disk. */
const LOOK_EVERY = 20;

function serveDumps(folder: string, emit: (step: DumpStep) => void) {
  let opened: Connection | null = null;
  let index: Promise<EmbeddedIndex> | null = null;
  let adding: AbortController | null = null;
  const gate = new PauseGate();
  let running: Promise<void> = Promise.resolve();
  const stop = (reason: DumpError): void => {
    adding?.abort(reason);
    gate.resume();
  };
  const store = (): Connection => (opened ??= openStore(folder));
  const openedIndex = (): Promise<EmbeddedIndex> => {
    index ??= openIndex(join(folder, INDEX)).catch((error: unknown) => {
      index = null;
      throw error;
    });
    return index;
  };

  const addAll = async (sources: readonly DumpSource[], controller: AbortController): Promise<void> => {
    const { signal } = controller;
    const to = { connection: store(), index: openedIndex, now: () => Date.now() };
    let batches = 0;
    const onBatch = (step: BatchStep): void => {
      emit({ type: 'batch', ...step });
      batches += 1;
      if (batches % LOOK_EVERY === 0) void stopWithoutRoom(folder, controller);
    };
    for (const source of sources) {
      await gate.passed();
      signal.throwIfAborted();
      emit({ type: 'file', name: source.name, bytes: source.bytes });
      emit({ type: 'end', bytes: source.bytes, isWhole: await addDump(to, source, onBatch, signal, gate) });
    }
    if (index !== null) await (await index).checkpoint();
  };

  return {
    summary(): StoredDumps {
      return storedDumps(store());
    },

    /** @throws DumpError */
    async estimate({ paths }: { readonly paths: readonly string[] }): Promise<{
      readonly estimate: DumpEstimate;
      /** Those that are not there yet. */
      readonly sources: readonly DumpSource[];
    }> {
      const found = await findDumps(paths);
      const connection = existsSync(join(folder, STORE)) ? store() : null;
      const added = (source: DumpSource): boolean => connection !== null && isAdded(connection, source);
      const estimate = await estimateDumps(found, added, await freeBytes(folder));
      return { estimate, sources: found.sources.filter((source) => !added(source)) };
    },

    /** Adds files in their order, and tells its steps. @throws DumpError; StorageError, IndexError */
    async add({ sources }: { readonly sources: readonly DumpSource[] }): Promise<void> {
      adding = new AbortController();
      const work = addAll(sources, adding);
      running = work.catch(() => {});
      await work;
    },

    /** Lets the adding rest behind a batch, or go on; look-ups are answered meanwhile. */
    setPaused({ isPaused }: { readonly isPaused: boolean }): void {
      gate.set(isPaused);
    },

    cancel(): void {
      stop(new DumpError('CANCELLED', 'adding dumps was cancelled; adding them again goes on there'));
    },

    async lookUp({ sounds }: { readonly sounds: readonly AskedSound[] }): Promise<HeardSounds> {
      const found = await lookUpSounds(store(), await openedIndex(), sounds);
      return heardSounds(new Map(sounds.map(({ id }, at) => [id, found[at]!])));
    },

    release({ id }: { readonly id: string }): Release | null {
      return storedRelease(store(), id);
    },

    search({ title, artist }: { readonly title: string; readonly artist: string }): readonly FoundRelease[] {
      return searchReleases(store(), title, artist);
    },

    close: async () => {
      stop(new DumpError('CANCELLED', 'the service ends; adding the dumps again goes on there'));
      await running;
      await (await index?.catch(() => null))?.close();
      opened?.close();
    },
  };
}

async function stopWithoutRoom(folder: string, adding: AbortController): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= LEAST_FREE) return;
  adding.abort(
    new DumpError('NO_ROOM', `the disk of ${folder} is almost full; adding the dumps again goes on there`, folder),
  );
}

/** On the disk that a folder is on, or will be. */
async function freeBytes(folder: string): Promise<number> {
  let place = folder;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  const { bavail, bsize } = await statfs(place);
  return bavail * bsize;
}

type Methods = Record<string, (argument: never) => unknown>;

/** The same methods; of damage they say what to do. */
function explained<Served extends Methods>(folder: string, methods: Served): Served {
  const path = join(folder, STORE);
  const entries = Object.entries(methods).map(([name, method]) => [
    name,
    async (argument: never) => {
      try {
        return await method(argument);
      } catch (error) {
        const { code } = storageError(error, path) as { code?: unknown };
        if (code !== 'LIBRARY_DAMAGED' && code !== 'CorruptFile') throw storageError(error, path);
        throw new DumpError(
          'STORE_DAMAGED',
          `what was read of the dumps is damaged: ${(error as Error).message}. descant dumps remove, then add them again`,
          folder,
        );
      }
    },
  ]);
  return Object.fromEntries(entries) as Served;
}

serveThread(({ folder }: DumpsThreadData, emit: (step: DumpStep) => void) => {
  const { close, ...methods } = serveDumps(folder, emit);
  return { methods: explained(folder, methods), close };
});
