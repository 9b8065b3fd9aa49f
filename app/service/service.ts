/**
 * The library service: the only owner of a library folder. It connects the parts (the writing thread, the reading
 * threads, the index engine, the analysis, the vector store, the mount) and is what the API calls. Its own thread only
 * passes messages on.
 */
import { availableParallelism, userInfo } from 'node:os';
import { join } from 'node:path';
import { declareFields } from '../../fuse/fields/declared-fields.ts';
import { setTimeout } from 'node:timers/promises';
import { ActionRuns, type RunOptions } from '../actions/action-runs.ts';
import type { AnalysisPool } from '../analysis/analysis.ts';
import { AnalysisQueue } from '../analysis/analysis-queue.ts';
import { AnalysisStore } from '../analysis/analysis-store.ts';
import { BackgroundAnalysis } from '../analysis/background-analysis.ts';
import { openAnalysisPool } from '../analysis/pool.ts';
import { Art } from '../art/art.ts';
import { DuplicateSurvey } from '../duplicates/duplicate-survey.ts';
import { matchSounds } from '../duplicates/find-duplicates.ts';
import { HealthSurveys } from '../health/health-surveys.ts';
import type { FixRequest } from '../health/open-fix.ts';
import { toField } from '../library/declared-fields.ts';
import type { Author } from '../library/edit-history.ts';
import { MOST_ALIKE } from '../library/query/like.ts';
import { settingsOf } from '../library/settings.ts';
import type { ActionRun } from '../model/actions.ts';
import type { SoundMatches } from '../model/duplicates.ts';
import type { LibraryEvent } from '../model/events.ts';
import type { JobProgress } from '../model/jobs.ts';
import type { OriginalsPage } from '../model/originals.ts';
import { QUARANTINE } from '../mount/refusal-note.ts';
import { startMountProcess } from '../mount/mount-process.ts';
import { MountService } from '../mount/mount-service.ts';
import { Recognition } from '../recognition/recognition.ts';
import { openFingerprintIndex, type LibraryIndex } from '../recognition/fingerprint-index.ts';
import { openLibraryVectors, type LibraryVectors } from '../similarity/library-vectors.ts';
import { SimilarTracks } from '../similarity/similar-tracks.ts';
import { lockLibrary, type LibraryLock } from '../storage/lock.ts';
import { requireDatabase } from '../storage/lost-database.ts';
import { startThread, type RemoteMethods, type Thread } from '../storage/thread.ts';
import { Thumbnails } from '../thumbnails/thumbnails.ts';
import type { OriginalsRequest } from '../verify/original-stamps.ts';
import { VerifyJob } from '../verify/verify-job.ts';
import { verifyOriginals } from '../verify/verify-originals.ts';
import type { WatchMethods } from '../watch/watch-thread.ts';
import { CatalogueUpkeep } from './catalogue-upkeep.ts';
import { LibraryEvents } from './events.ts';
import { followWriter } from './follow-writer.ts';
import { LibraryBackup } from './library-backup.ts';
import { Imports } from './imports.ts';
import { LibrarySettings } from './library-settings.ts';
import { LibraryWatch } from './library-watch.ts';
import type { Reads } from './read-methods.ts';
import { openReaders, type Readers } from './readers.ts';
import { Rebuild } from './rebuild.ts';
import { RecordingFollower } from './recording-follower.ts';
import { Scans } from './scans.ts';
import { LikeUpkeep } from './like-upkeep.ts';
import type { AsOfName } from './as-of-names.ts';
import { readsAsOf } from './reads-as-of.ts';
import { resolvedReads } from './resolved-reads.ts';
import { within } from './within.ts';
import type { ServedWrites, WriterEvent } from './write-methods.ts';
import type { WriterData } from './writer-thread.ts';

export interface ServiceOptions {
  /** Absolute path of the library folder; made when it is not there. */
  readonly library: string;
  /** The program that analyses audio, run in child processes. */
  readonly analysisProgram: URL;
  /** The program that mounts the library, run in a child process. */
  readonly mountProgram: URL;
  /** The program that makes thumbnails, run in a child process. */
  readonly thumbnailProgram: URL;
  /** Whether files are analysed in the background; true by default. */
  readonly analyse?: boolean;
}

/** What is opened before the service itself. */
interface OpenedParts {
  readonly lock: LibraryLock;
  readonly readers: Readers;
  readonly writer: Thread<ServedWrites>;
  readonly index: LibraryIndex;
}

export class LibraryService {
  readonly library: string;
  readonly events = new LibraryEvents();
  readonly lock: LibraryLock;
  readonly settings = new LibrarySettings(() => this);
  readonly read: Reads;
  readonly write: RemoteMethods<ServedWrites>;
  readonly scans: Scans;
  readonly watch: LibraryWatch;
  readonly analysis: BackgroundAnalysis;
  readonly rebuild: Rebuild;
  readonly backup: LibraryBackup;
  readonly imports: Imports;
  readonly mount: MountService;
  readonly similar: SimilarTracks;
  readonly recognition: Recognition;
  readonly thumbnails: Thumbnails;
  readonly art: Art;
  readonly catalogue: CatalogueUpkeep;
  readonly actions: ActionRuns;
  readonly likes: LikeUpkeep;
  readonly health: HealthSurveys;
  readonly verify: VerifyJob;
  readonly duplicates: DuplicateSurvey;
  readonly #parts: OpenedParts;
  readonly #pool: AnalysisPool;
  readonly #vectors: LibraryVectors;
  readonly #follower: RecordingFollower;
  #closing = false;

  private constructor(options: ServiceOptions, parts: OpenedParts) {
    const { library } = options;
    const { index, readers, writer } = parts;
    const progress = (job: JobProgress): void => this.events.emit({ type: 'progress', progress: job });
    this.library = library;
    this.lock = parts.lock;
    const similarTo = async (id: number): Promise<readonly number[]> =>
      (await this.similar.toTrack(id, MOST_ALIKE)).map(({ track }) => track.id);
    this.read = resolvedReads(readers.read, similarTo);
    this.write = writer.call;
    this.#parts = parts;
    this.#pool = openAnalysisPool({ size: availableParallelism(), program: options.analysisProgram });
    this.thumbnails = new Thumbnails(library, options.thumbnailProgram);
    this.art = new Art({
      library,
      settings: () => this.settings.all(),
      read: this.read,
      write: this.write,
      thumbnails: this.thumbnails,
    });
    this.#vectors = openLibraryVectors(join(library, 'vectors'), onThreadLost, (message) =>
      process.emitWarning(message),
    );
    this.#follower = new RecordingFollower(this.read, this.write, index, (error) => {
      if (!this.#closing) process.emitWarning(`edits could not follow their recordings: ${error.message}`);
    });
    this.likes = new LikeUpkeep(this.read, this.write, similarTo, (error) => {
      if (!this.#closing) process.emitWarning(`the tracks of like: in playlists were not found: ${error.message}`);
    });
    const results = new AnalysisStore(this.read, this.write, index, this.#vectors, async () => {
      await this.#follower.run();
      await this.likes.run();
    });

    this.mount = new MountService({
      library,
      start: (receive) => startMountProcess(options.mountProgram, receive),
      settings: () => this.settings.all(),
      write: this.write,
      scan: (places) => this.scans.scan(places),
      onState: (mount) => {
        this.events.emit({ type: 'mount', mount });
        void this.watch.follow();
        // The mount that was there before had no service to tell.
        if (mount.state === 'mounted') void this.tellKeptSaves();
      },
      onRefusedSave: (save) => this.events.emit({ type: 'refused-save', save }),
    });
    this.scans = new Scans(
      this.write,
      () => this.mount.state.directory,
      progress,
      (result) => {
        this.analysis.wake();
        this.catalogue.wake();
        if (result !== null && result.missing > 0) void this.#follower.run();
      },
    );
    this.catalogue = new CatalogueUpkeep(
      this.write,
      () => this.scans.progress.state === 'running',
      (error) => {
        if (!this.#closing) process.emitWarning(`albums and artists are not up to date: ${error.message}`);
      },
    );
    this.watch = new LibraryWatch({
      wanted: async () => {
        const [roots, settings] = await Promise.all([this.read.roots(), this.settings.all()]);
        return { roots: roots.map(({ path }) => path), watch: settings['scan.watch'] };
      },
      mountDirectory: () => this.mount.state.directory,
      start: (onEvent) =>
        startThread<WatchMethods>(new URL('../watch/watch-thread.ts', import.meta.url), {
          onEvent,
          onExit: (error) => process.emitWarning(`the folders are not watched any more: ${error.message}`),
        }),
      scan: (places) => this.scans.scan(places),
      onProblem: (error) => process.emitWarning(`the folders cannot be watched: ${error.message}`),
    });
    this.analysis = new BackgroundAnalysis({
      queue: new AnalysisQueue(this.#pool, results, progress),
      automatic: options.analyse ?? true,
      reconcile: () => results.reconcile(),
      retryFailed: () => this.write.retryFailed(),
      onProblem: (error) => process.emitWarning(`earlier results of the analysis cannot be used: ${error.message}`),
    });
    this.rebuild = new Rebuild({
      holdAnalysis: () => this.analysis.hold(),
      search: () => this.write.rebuildSearch(),
      endSearch: (later) => this.write.endSearchRebuild({ later }),
      index: async (onProgress) => {
        await index.clear();
        return results.fillIndex(onProgress);
      },
      vectors: async () => {
        await this.#vectors.clear();
        return this.write.analyseAgain();
      },
    });
    this.backup = new LibraryBackup(library, this.#vectors);
    this.imports = new Imports(library, this.write, {
      lookup: (path, limit) => this.recognition.lookup(path, limit),
      lookupItems: (items, limit) => this.recognition.lookupItems(items, limit),
    });
    this.similar = new SimilarTracks(
      this.read,
      this.#vectors,
      async (path) => (await this.#pool.analyse(path)).embedding,
    );
    this.recognition = new Recognition(this.read, index, async (path) => (await this.#pool.analyse(path)).fingerprint);
    this.actions = new ActionRuns({
      openPlan: (request) => this.read.openActionPlan(request),
      planPage: (request) => this.read.actionPlanPage(request),
      closePlan: (request) => this.read.closeActionPlan(request),
      apply: (request) => this.write.applyActions(request),
    });
    this.verify = new VerifyJob({
      read: this.read,
      write: this.write,
      pool: this.#pool,
      usualRate: async () => (await this.settings.all())['verify.rate'],
      onProgress: (state) => this.events.emit({ type: 'verify', progress: state }),
      now: () => performance.now(),
      sleep: (time, signal) => setTimeout(time, undefined, { signal }),
    });
    this.duplicates = new DuplicateSurvey({
      match: (page) => this.matchSounds(page),
      count: async () => {
        const [analysed, pending] = await Promise.all([this.read.countAnalysed(), this.read.countPending()]);
        return { analysed, pending };
      },
      onProgress: (state) => this.events.emit({ type: 'duplicates', progress: state }),
      now: () => performance.now(),
    });
    this.health = new HealthSurveys({
      read: this.read,
      prepare: () => this.catalogue.upToDate(),
      onChanged: () => this.events.emit({ type: 'health' }),
      onProgress: (progress) => this.events.emit({ type: 'health-survey', ...progress }),
      onProblem: (error) => {
        if (!this.#closing) process.emitWarning(`the health of the library is not known: ${error.message}`);
      },
      now: () => performance.now(),
      sleep: (time, signal) => setTimeout(time, undefined, { signal }),
    });
  }

  /**
   * @throws LibraryInUseError when another process owns the library
   * @throws StorageError, LostDatabaseError when its database cannot be used
   */
  static async open(options: ServiceOptions): Promise<LibraryService> {
    const { library } = options;
    const lock = lockLibrary(library);
    const closers: (() => unknown)[] = [() => lock.release()];
    try {
      requireDatabase(library);
      let service: LibraryService | null = null;
      // A thread that ends before the service is open is an error of `open`.
      const onExit = (error: Error): void => (service === null ? undefined : onThreadLost(error));
      const data: WriterData = { library };
      const writer = await startThread<ServedWrites>(new URL('./writer-thread.ts', import.meta.url), {
        data,
        onEvent: (event: WriterEvent) => (service === null ? undefined : followWriter(service, event)),
        onExit,
      });
      closers.unshift(() => writer.close());
      const readers = await openReaders(library, onExit);
      closers.unshift(() => readers.close());
      const settings = settingsOf(await readers.read.storedSettings());
      const index = await openFingerprintIndex(join(library, 'index'), settings['index.url'], (message) =>
        process.emitWarning(message),
      );
      declareFields(settings['fields.declared'].map(toField));
      service = new LibraryService(options, { lock, readers, writer, index });
      service.analysis.begin();
      service.catalogue.wake();
      void service.likes.run();
      return service;
    } catch (error) {
      for (const close of closers) await close();
      throw error;
    }
  }

  /** The read methods about a moment of the past, in milliseconds since 1970; about now without one. */
  readAsOf(at: number | undefined): Pick<Reads, AsOfName> {
    return at === undefined ? this.read : readsAsOf(this.read, at);
  }

  get jobs(): readonly JobProgress[] {
    return [this.scans.progress, this.analysis.progress];
  }

  /** The events that a new subscriber needs to know the current state. */
  get currentState(): readonly LibraryEvent[] {
    return [
      ...this.jobs.map((progress): LibraryEvent => ({ type: 'progress', progress })),
      { type: 'mount', mount: this.mount.state },
    ];
  }

  /** Adds a folder to the library. @returns its real path. @throws RootError */
  async addFolder(path: string): Promise<string> {
    const { asked } = await this.write.addRoot({ path, mount: this.mount.state.directory });
    await this.watch.follow();
    return asked;
  }

  /** Takes a folder out of the library: see `removeRoot`. @throws RootError */
  async removeFolder(id: number): Promise<void> {
    await this.write.removeRoot({ id });
    await this.watch.follow();
  }

  /** Waits for the scan, and with `analysis` also for the analysis. @returns whether they ended within the time */
  async settled(work: 'tags' | 'analysis', milliseconds: number): Promise<boolean> {
    const end = async (): Promise<void> => {
      await this.scans.idle();
      if (work === 'analysis') {
        await this.analysis.idle();
        await this.#follower.idle();
      }
    };
    return within(end(), milliseconds);
  }

  /** The pairs of tracks that are the same recording, for one page of the library: see `matchSounds`. */
  matchSounds(request: { after: number; limit: number; least: number }): Promise<SoundMatches> {
    return matchSounds(this.read, this.#parts.index, request);
  }

  /**
   * Mends what a check has found, or shows what that changes; the run is one of `actions`.
   * @param options.expected digest of the preview that somebody has seen
   */
  mendHealth(request: Omit<FixRequest, 'isSeen'>, options: RunOptions): ActionRun {
    const isSeen = options.batch === null || options.expected !== null;
    return this.actions.begin(async () => {
      await this.health.upToDate();
      return this.read.openHealthFix({ ...request, isSeen });
    }, options);
  }

  /** Compares one page of originals with what the last scan saw: see `verifyOriginals`. */
  verifyOriginals(
    { deep, ...request }: OriginalsRequest & { readonly deep: boolean },
    signal?: AbortSignal,
  ): Promise<OriginalsPage> {
    return verifyOriginals(this.read, this.#pool, request, deep, signal);
  }

  /** Records and announces refused saves that were kept while no service could record them. */
  async tellKeptSaves(): Promise<void> {
    try {
      const saves = await this.write.adoptRefusedSaves({ folder: join(this.library, QUARANTINE) });
      for (const save of saves) this.events.emit({ type: 'refused-save', save });
    } catch (error) {
      if (!this.#closing) process.emitWarning(`kept saves cannot be read: ${(error as Error).message}`);
    }
  }

  /** Continues a rebuild of the search that the last process did not finish. */
  async finishRebuild(): Promise<void> {
    if (await this.read.searchRebuildIsOpen()) this.rebuild.start(['search']);
  }

  /** The service ends: what fails now is told to nobody. */
  get isClosing(): boolean {
    return this.#closing;
  }

  async close(): Promise<void> {
    this.#closing = true;
    // All are told at once: nothing long goes on while the mount is taken away. The analysis hears it first, so that
    // the end of a scan or of a rebuild does not start it again.
    await Promise.all([
      this.analysis.close(),
      this.watch.close(),
      this.scans.close(),
      this.actions.close(),
      this.health.close(),
      this.duplicates.close(),
      this.verify.close(),
      this.mount.stop(true),
    ]);
    await this.likes.idle();
    await this.rebuild.close();
    await this.backup.close();
    await this.imports.close();
    await this.#pool.close();
    await this.thumbnails.close();
    await this.#vectors.close();
    await this.#parts.index.close();
    await this.#parts.readers.close();
    await this.#parts.writer.close();
    this.lock.release();
  }
}

/** The service cannot answer without its threads: it ends, and the next start finds all that was committed. */
function onThreadLost(error: Error): void {
  process.emitWarning(`Descant's database thread is gone: ${error.message}`);
  process.exitCode = 70;
  process.kill(process.pid, 'SIGTERM');
}

/** The person at this computer, as the author of edits. */
export function localUser(): Author {
  return { name: userInfo().username, kind: 'user' };
}
