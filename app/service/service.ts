/**
 * The library service: the only owner of a library folder. It puts the parts together (the writing
 * thread, the reading threads, the index engine, the analysis pool, the vector store, the mount) and is
 * what the API speaks to. Its own thread only passes messages on.
 */
import { join } from 'node:path';
import { availableParallelism, userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { openFingerprintIndex, type LibraryIndex } from '../recognition/fingerprint-index.ts';
import type { SoundMatches } from '../model/duplicates.ts';
import type { LibraryEvent } from '../model/events.ts';
import type { JobProgress } from '../model/jobs.ts';
import type { MountState } from '../model/mount.ts';
import type { OriginalsPage } from '../model/originals.ts';
import type { SimilarTrack } from '../model/tracks.ts';
import { openAnalysisPool } from '../analysis/pool.ts';
import type { AnalysisPool } from '../analysis/analysis.ts';
import { LibraryEvents } from './events.ts';
import type { Author } from '../library/edits.ts';
import type { ReaderData, ReaderMethods } from './reader-thread.ts';
import type { WriterData, WriterEvent, WriterMethods } from './writer-thread.ts';
import { mountLayout } from '../library/views.ts';
import { MountController } from '../mount/mount-controller.ts';
import { MountSaves } from '../mount/mount-saves.ts';
import { AnalysisQueue } from '../analysis/analysis-queue.ts';
import { Scans } from './scans.ts';
import type { VectorMethods, VectorThreadData } from '../similarity/vector-thread.ts';
import type { OriginalsRequest } from '../verify/original-stamps.ts';
import { matchSounds } from '../duplicates/find-duplicates.ts';
import { verifyOriginals } from '../verify/verify-originals.ts';
import { Rebuild } from './rebuild.ts';
import { fillIndex, openSoundShelf, reconcileSound } from '../analysis/analysis-store.ts';
import { discardFolder } from '../storage/discard-folder.ts';
import { storePicture } from '../storage/art-store.ts';
import { defaultMountDirectory } from '../storage/library-folder.ts';
import { lockLibrary, type LibraryLock } from '../storage/lock.ts';
import { startThread, type Thread } from '../storage/thread.ts';

export interface ServiceOptions {
  /** Absolute path of the library folder; made when it is not there. */
  readonly library: string;
  /** The program that analyses sound, run in child processes. */
  readonly analysisProgram: URL;
  /** The program that mounts the library, run in a child process. */
  readonly mountProgram: URL;
  /** Listens to files in the background; true by default. */
  readonly analyse?: boolean;
}

export class LibraryService {
  readonly library: string;
  readonly events = new LibraryEvents();
  readonly mount: MountController;
  readonly reader: Thread<ReaderMethods>;
  /** For what may take long: facets, exports, pictures on a slow disk. */
  readonly slowReader: Thread<ReaderMethods>;
  readonly writer: Thread<WriterMethods>;
  readonly index: LibraryIndex;
  readonly lock: LibraryLock;
  readonly scans: Scans;
  readonly rebuild: Rebuild;
  readonly #pool: AnalysisPool;
  readonly #analysis: AnalysisQueue;
  readonly #analyse: boolean;
  #vectors: Promise<Thread<VectorMethods>> | null = null;
  #longReader: Promise<Thread<ReaderMethods>> | null = null;
  #mountChange: Promise<void> = Promise.resolve();
  /** What is done first after opening: see `#beginAnalysis`. */
  #begun: Promise<void> = Promise.resolve();
  /** Whether the analysis is to go on when the rebuild has ended; null while there is none. */
  #resumeAfterRebuild: boolean | null = null;
  #closing = false;

  private constructor(
    options: ServiceOptions,
    parts: {
      lock: LibraryLock;
      writer: Thread<WriterMethods>;
      reader: Thread<ReaderMethods>;
      slowReader: Thread<ReaderMethods>;
      index: LibraryIndex;
    },
  ) {
    this.library = options.library;
    this.lock = parts.lock;
    this.writer = parts.writer;
    this.reader = parts.reader;
    this.slowReader = parts.slowReader;
    this.index = parts.index;
    this.#analyse = options.analyse ?? true;
    const saves = new MountSaves(options.library, parts.writer, (save) =>
      this.events.emit({ type: 'refused-save', save }),
    );
    this.mount = new MountController(options.mountProgram, options.library, {
      state: (mount) => this.events.emit({ type: 'mount', mount }),
      save: (changes) => saves.commit(changes),
      saveTogether: (changes, note) => saves.commitTogether(changes, note),
      refused: (save) => void saves.refuse(save),
      problem: (trackId, message) => void this.#originalChanged(trackId, message),
    });
    this.scans = new Scans(
      parts.writer,
      () => this.mount.state.directory,
      (progress) => this.events.emit({ type: 'progress', progress }),
      () => this.#wakeAnalysis(),
    );
    this.#pool = openAnalysisPool({ size: availableParallelism(), program: options.analysisProgram });
    const shelf = openSoundShelf(this.slowReader, this.writer, this.index, () => this.vectors());
    this.#analysis = new AnalysisQueue(this.#pool, shelf, (progress) =>
      this.events.emit({ type: 'progress', progress }),
    );
    this.rebuild = new Rebuild({
      holdAnalysis: () => this.#holdAnalysis(),
      search: () => this.writer.call.rebuildSearch(),
      endSearch: (later) => this.writer.call.endRebuild({ later }),
      index: (onProgress) => this.#rebuildIndex(onProgress),
      vectors: () => this.#rebuildVectors(),
    });
  }

  /** @throws LibraryInUseError when another process owns the library */
  static async open(options: ServiceOptions): Promise<LibraryService> {
    const lock = lockLibrary(options.library);
    const closers: (() => unknown)[] = [() => lock.release()];
    try {
      let service: LibraryService | null = null;
      const data: WriterData & ReaderData = { library: options.library };
      const writer = await startThread<WriterMethods>(new URL('./writer-thread.ts', import.meta.url), {
        data,
        onEvent: (event: WriterEvent) => service?.onWriterEvent(event),
        onExit: (error) => service?.onThreadLost(error),
      });
      closers.unshift(() => writer.close());
      const program = new URL('./reader-thread.ts', import.meta.url);
      const [reader, slowReader] = await Promise.all([
        startThread<ReaderMethods>(program, { data, onExit: (error) => service?.onThreadLost(error) }),
        startThread<ReaderMethods>(program, { data, onExit: (error) => service?.onThreadLost(error) }),
      ]);
      closers.unshift(() => Promise.all([reader.close(), slowReader.close()]));
      const settings = await reader.call.settings();
      const index = await openFingerprintIndex(join(options.library, 'index'), settings['index.url'], (message) =>
        process.emitWarning(message),
      );
      service = new LibraryService(options, { lock, writer, reader, slowReader, index });
      service.#begun = service.#beginAnalysis();
      return service;
    } catch (error) {
      for (const close of closers) await close();
      throw error;
    }
  }

  /** The vector store, opened when it is needed first: its library takes a while to load. */
  vectors(): Promise<Thread<VectorMethods>> {
    return (this.#vectors ??= this.#openVectors(join(this.library, 'vectors')));
  }

  /** For what goes through the whole library (exports, checks): nobody who looks at a list waits for it. Started when it is needed first. */
  longReader(): Promise<Thread<ReaderMethods>> {
    const data: ReaderData = { library: this.library };
    return (this.#longReader ??= startThread<ReaderMethods>(new URL('./reader-thread.ts', import.meta.url), {
      data,
      onExit: (error) => this.onThreadLost(error),
    }));
  }

  get jobs(): readonly JobProgress[] {
    return [this.scans.progress, this.#analysis.progress];
  }

  /** What somebody who begins to listen has to know first. */
  get currentState(): readonly LibraryEvent[] {
    return [
      ...this.jobs.map((progress): LibraryEvent => ({ type: 'progress', progress })),
      { type: 'mount', mount: this.mount.state },
    ];
  }

  /** Adds a folder to the library. */
  async addFolder(path: string): Promise<string> {
    return (await this.writer.call.addRoot({ path, mount: this.mount.state.directory })).asked;
  }

  /** Waits for the end of the scan, or of all work, but no longer than that. @returns whether it has come */
  async settled(work: 'tags' | 'analysis', milliseconds: number): Promise<boolean> {
    const end = async (): Promise<void> => {
      await this.scans.idle();
      if (work === 'analysis') await this.#analysis.idle();
    };
    return this.within(end(), milliseconds);
  }

  /** Whether something ends within a time. */
  async within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
    const timeout = new AbortController();
    const late = setTimeout(milliseconds, false, { signal: timeout.signal }).catch(() => false);
    try {
      return await Promise.race([work.then(() => true), late]);
    } finally {
      timeout.abort();
    }
  }

  async pauseAnalysis(): Promise<void> {
    if (this.#resumeAfterRebuild !== null) this.#resumeAfterRebuild = false;
    return this.#analysis.pause();
  }

  /** During a rebuild: goes on behind it. */
  resumeAnalysis(): void {
    if (this.#resumeAfterRebuild !== null) {
      this.#resumeAfterRebuild = true;
      return;
    }
    this.#analysis.resume();
  }

  /** Tries files again that could not be analysed. */
  async retryAnalysis(): Promise<number> {
    const files = await this.writer.call.retryFailed();
    this.#wakeAnalysis();
    return files;
  }

  /** The tracks that sound most like one; empty while its own sound is not known. */
  async similar(trackId: number, limit: number): Promise<SimilarTrack[]> {
    const fileId = (await this.reader.call.filesOfTracks({ ids: [trackId] })).get(trackId);
    if (fileId === undefined) return [];
    return this.#neighbours(fileId, limit, [fileId]);
  }

  /** The tracks that sound most like a file, which need not be in the library. */
  async similarToFile(path: Uint8Array, limit: number): Promise<SimilarTrack[]> {
    const { embedding } = await this.#pool.analyse(path);
    return this.#neighbours(embedding, limit, []);
  }

  /** Which tracks of a page of the library are the same recording as others, by their sound. */
  async matchSounds(request: { after: number; limit: number; least: number }): Promise<SoundMatches> {
    return matchSounds(await this.longReader(), this.index, request);
  }

  /** Whether a page of originals is what it was; `deep` decodes them as well. */
  async verifyOriginals(
    { deep, ...request }: OriginalsRequest & { readonly deep: boolean },
    signal?: AbortSignal,
  ): Promise<OriginalsPage> {
    return verifyOriginals(await this.longReader(), this.#pool, request, deep, signal);
  }

  /** Stores a picture and gives it to tracks as their only one; null takes their pictures away. */
  async setPicture(ids: readonly number[], bytes: Uint8Array | null, author: Author) {
    if (bytes === null) {
      return this.writer.call.edit({ ids, changes: { picture: null }, author, note: 'removed the picture' });
    }
    const picture = await storePicture(this.library, bytes);
    await this.writer.call.addPicture(picture);
    return this.writer.call.edit({
      ids,
      changes: { picture: [`3:${picture.hash}`] },
      author,
      note: 'changed the picture',
    });
  }

  startMount(directory: string | null, template: string | null): Promise<MountState> {
    return this.#inTurn(async () =>
      this.mount.mount(directory ?? defaultMountDirectory(), mountLayout(await this.reader.call.settings(), template)),
    );
  }

  /** Sets a setting; what is mounted follows. */
  async writeSetting(input: { name: string; value?: unknown }): Promise<void> {
    await this.writer.call.writeSetting(input);
    if (input.name.startsWith('mount.')) {
      await this.#inTurn(async () => this.mount.show(mountLayout(await this.reader.call.settings())));
    }
  }

  /** Goes on with a rebuild of the search that the last process was killed in. */
  async finishRebuild(): Promise<void> {
    if (await this.reader.call.searchRebuildIsOpen()) this.rebuild.start(['search']);
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.mount.unmount();
    await this.scans.cancel().catch(() => {});
    await this.scans.idle();
    await this.rebuild.close();
    await this.#analysis.pause();
    await this.#pool.close();
    await (await this.#vectors)?.close();
    await this.index.close();
    await Promise.all([
      this.reader.close(),
      this.slowReader.close(),
      this.#longReader?.then((reader) => reader.close()),
    ]);
    await this.writer.close();
    this.lock.release();
  }

  onWriterEvent(event: WriterEvent): void {
    if (event.type === 'tracks') {
      this.mount.changed(event.ids);
      this.events.emit(event);
    } else if (event.type === 'rebuild-progress') {
      if (!this.#closing) this.rebuild.report(event.done, event.total);
    } else {
      this.scans.counted(event.counts);
    }
  }

  /** Without its threads the service cannot answer anything: it ends, and the next start finds all that was committed. */
  onThreadLost(error: Error): void {
    process.emitWarning(`Descant's database thread is gone: ${error.message}`);
    process.exitCode = 70;
    process.kill(process.pid, 'SIGTERM');
  }

  /** Mounting and showing other views one after the other, each with the settings of its turn, so that the last setting holds. */
  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const changed = this.#mountChange.then(change);
    this.#mountChange = changed.then(
      () => {},
      () => {},
    );
    return changed;
  }

  /** What SQLite says was listened to is made true before more is listened to. */
  async #beginAnalysis(): Promise<void> {
    if (!this.#analyse) return;
    try {
      await reconcileSound(this.slowReader, this.writer, this.index, () => this.vectors());
      this.#wakeAnalysis();
    } catch (error) {
      if (!this.#closing) {
        process.emitWarning(`what was listened to before cannot be used: ${(error as Error).message}`);
      }
    }
  }

  async #holdAnalysis(): Promise<() => void> {
    await this.#begun;
    const { state } = this.#analysis.progress;
    // Without analysis in the background nothing wakes it, unless somebody has told it to run.
    const held = state !== 'paused' && (this.#analyse || state === 'running');
    this.#resumeAfterRebuild = held;
    if (held) await this.#analysis.pause();
    return () => {
      const resume = this.#resumeAfterRebuild === true;
      this.#resumeAfterRebuild = null;
      if (resume && !this.#closing) this.#analysis.resume();
    };
  }

  async #rebuildIndex(onProgress: (done: number, total: number) => void): Promise<number> {
    const reader = await this.longReader();
    const total = await reader.call.countAnalysed();
    onProgress(0, total);
    await this.index.clear();
    await fillIndex(reader, this.index, (done) => onProgress(done, total));
    return total;
  }

  async #rebuildVectors(): Promise<number> {
    const old = this.#vectors;
    const directory = join(this.library, 'vectors');
    // Whoever asks for vectors in the meantime waits for the new store.
    this.#vectors = (async () => {
      await (await old?.catch(() => null))?.close();
      await discardFolder(directory);
      return this.#openVectors(directory);
    })();
    await this.#vectors;
    return this.writer.call.listenAgain();
  }

  #openVectors(directory: string): Promise<Thread<VectorMethods>> {
    const data: VectorThreadData = { directory };
    return startThread<VectorMethods>(new URL('../similarity/vector-thread.ts', import.meta.url), {
      data,
      onExit: (error) => this.onThreadLost(error),
    });
  }

  /** The mount found an original that is not what was scanned: it is read again, which also clears the note. */
  async #originalChanged(trackId: number, message: string): Promise<void> {
    await this.writer.call.noteMountProblem({ trackId, message });
    await this.scans.scan().catch(() => {});
  }

  #wakeAnalysis(): void {
    if (this.#analyse) this.#analysis.wake();
  }

  async #neighbours(of: Float32Array | number, limit: number, exclude: readonly number[]): Promise<SimilarTrack[]> {
    const neighbours = await (await this.vectors()).call.neighbours({ of, limit: limit * 2, exclude });
    const tracks = await this.reader.call.tracksOfFiles({ ids: neighbours.map(({ fileId }) => fileId) });
    const scored = neighbours
      .flatMap(({ fileId, score }) => (tracks.has(fileId) ? [{ id: tracks.get(fileId)!, score }] : []))
      .slice(0, limit);
    const rows = new Map(
      (await this.reader.call.rows({ ids: scored.map(({ id }) => id) })).map((row) => [row.id, row]),
    );
    return scored.flatMap(({ id, score }) => (rows.has(id) ? [{ track: rows.get(id)!, score }] : []));
  }
}

/** The person at this computer, as the author of edits. */
export function localUser(): Author {
  return { name: userInfo().username, kind: 'user' };
}
