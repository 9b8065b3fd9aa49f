/**
 * The library service: the only owner of a library folder. It connects the parts (the writing thread, the reading
 * threads, the index engine, the analysis, the vector store, the mount) and is what the API calls. Its own thread only
 * passes messages on.
 */
import { availableParallelism, userInfo } from 'node:os';
import { join } from 'node:path';
import { declareFields } from '../../fuse/fields/declared-fields.ts';
import type { FingerprintIndex } from '../../index-engine/index.ts';
import type { Acoustid } from '../acoustid/acoustid.ts';
import type { SubmissionQueue } from '../acoustid/submission-queue.ts';
import type { ActionRuns, RunOptions } from '../actions/action-runs.ts';
import type { BackgroundAnalysis } from '../analysis/background-analysis.ts';
import { openAnalysisPool } from '../analysis/pool.ts';
import type { Art } from '../art/art.ts';
import type { Demo, DemoMusic } from '../demo/demo.ts';
import type { DuplicateSurvey } from '../duplicates/duplicate-survey.ts';
import type { Identification } from '../identification/identification.ts';
import type { ServiceTests } from '../identification/service-tests.ts';
import type { TrackSubmissions } from '../identification/submissions/track-submissions.ts';
import { SYSTEM_CLOCK, type Clock } from '../model/clock.ts';
import type { LatestSettled } from '../duplicates/latest-settled.ts';
import type { Resolutions } from '../duplicates/resolutions.ts';
import { unsettled } from '../duplicates/settled-tracks.ts';
import type { HealthSurveys } from '../health/health-surveys.ts';
import type { FixRequest } from '../health/open-fix.ts';
import { toField } from '../library/declared-fields.ts';
import type { Author } from '../library/edit-history.ts';
import { MOST_ALIKE } from '../library/query/like.ts';
import { settingsOf } from '../library/settings.ts';
import { mountLayout } from '../library/views.ts';
import type { ActionRun } from '../model/actions.ts';
import type { SoundCopy, SoundMatches } from '../model/duplicates.ts';
import type { RecognitionCoverage } from '../model/recognition.ts';
import type { LibraryEvent } from '../model/events.ts';
import { SURVEYS, type JobProgress, type RunningSurvey } from '../model/jobs.ts';
import type { OriginalsPage } from '../model/originals.ts';
import { QUARANTINE } from '../mount/refusal-note.ts';
import { PlayerPages } from '../media-controls/player-pages.ts';
import { startMountProcess, type StartMountProcess } from '../mount/mount-process.ts';
import { mountedFiles, type MountedFile } from '../mount/mounted-files.ts';
import type { MountService } from '../mount/mount-service.ts';
import type { Recognition } from '../recognition/recognition.ts';
import type { RecordingUpkeep } from '../recordings/recording-upkeep.ts';
import type { LibraryIndex } from '../recognition/fingerprint-index.ts';
import { IndexDocuments } from '../recognition/index-documents.ts';
import { openLibraryVectors } from '../similarity/library-vectors.ts';
import type { SimilarTracks } from '../similarity/similar-tracks.ts';
import { settleRestore } from '../backup/unfinished-restore.ts';
import { lockLibrary, type LibraryLock } from '../storage/lock.ts';
import { requireDatabase } from '../storage/lost-database.ts';
import { startThread, WORKING_MB, type RemoteMethods, type Thread } from '../storage/thread.ts';
import { Uploads } from '../storage/uploads.ts';
import type { Thumbnails } from '../thumbnails/thumbnails.ts';
import type { OriginalsRequest } from '../verify/original-stamps.ts';
import type { VerifyJob } from '../verify/verify-job.ts';
import { verifyOriginals } from '../verify/verify-originals.ts';
import { acoustidParts } from './acoustid-parts.ts';
import type { Copies } from './copies.ts';
import type { CatalogueUpkeep } from './catalogue-upkeep.ts';
import { LibraryEvents } from './events.ts';
import { exchangeParts } from './exchange-parts.ts';
import type { Exports } from './exports.ts';
import { folderParts } from './folder-parts.ts';
import { followWriter } from './follow-writer.ts';
import { hashCopies } from '../duplicates/copied-bytes.ts';
import { isOfIndex, openIndexOfSettings } from './library-index.ts';
import type { LibraryBackup } from './library-backup.ts';
import type { Dumps } from './dumps.ts';
import type { Imports } from './imports.ts';
import { LibrarySettings } from './library-settings.ts';
import type { LibraryWatch } from './library-watch.ts';
import type { Reads } from './read-methods.ts';
import { openReaders, type Readers } from './readers.ts';
import type { Rebuild } from './rebuild.ts';
import type { RecordingFollower } from './recording-follower.ts';
import type { Scans } from './scans.ts';
import { HistorySearch } from './history-search.ts';
import type { LikeUpkeep } from './like-upkeep.ts';
import type { AsOfName } from './as-of-names.ts';
import { readsAsOf } from './reads-as-of.ts';
import { resolvedReads } from './resolved-reads.ts';
import { within } from './within.ts';
import type { ServiceBase } from './service-base.ts';
import { matchSounds, soundParts } from './sound-parts.ts';
import { taggingParts } from './tagging-parts.ts';
import { Tasks } from './tasks.ts';
import { tasksOf } from './task-states.ts';
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
  /** The thread that copies tracks into folders. */
  readonly copyThread: URL;
  /** Whether files are analysed in the background; true by default. */
  readonly analyse?: boolean;
  /** The time by which requests to services on the network are spaced; the system's by default. */
  readonly clock?: Clock;
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
  readonly copies: Copies;
  readonly exports: Exports;
  /** The jobs that a person begins, as one list. */
  readonly tasks: Tasks;
  readonly demo: Demo;
  readonly mount: MountService;
  readonly similar: SimilarTracks;
  readonly recognition: Recognition;
  readonly uploads: Uploads;
  readonly thumbnails: Thumbnails;
  readonly art: Art;
  readonly catalogue: CatalogueUpkeep;
  readonly actions: ActionRuns;
  readonly likes: LikeUpkeep;
  /** The batches of the history, as lists that can be looked through. */
  readonly history: HistorySearch;
  readonly players = new PlayerPages((page, command) => this.events.emit({ type: 'player', page, command }));
  readonly health: HealthSurveys;
  readonly verify: VerifyJob;
  readonly duplicates: DuplicateSurvey;
  readonly resolutions: Resolutions;
  readonly recordings: RecordingUpkeep;
  readonly dumps: Dumps;
  readonly identification: Identification;
  /** What of the library is submitted to AcoustID. */
  readonly trackSubmissions: TrackSubmissions;
  /** Tests of services on the network, for a person who sets them. */
  readonly serviceTests: ServiceTests;
  readonly acoustid: Acoustid;
  /** The fingerprint index, for programs that search it themselves. */
  readonly fingerprints: Pick<FingerprintIndex, 'search' | 'has' | 'info'>;
  /** What the index is to hold, and whether it does. */
  readonly documents: IndexDocuments;
  readonly #submissions: SubmissionQueue;
  readonly #base: ServiceBase;
  readonly #readers: Readers;
  readonly #writer: Thread<ServedWrites>;
  readonly #follower: RecordingFollower;
  readonly #settled: LatestSettled;
  #closing = false;

  private constructor(options: ServiceOptions, { lock, index, readers, writer }: OpenedParts) {
    const { library } = options;
    this.library = library;
    this.uploads = new Uploads(library);
    this.lock = lock;
    this.#readers = readers;
    this.#writer = writer;
    this.write = writer.call;
    const similarTo = async (id: number): Promise<readonly number[]> =>
      (await this.similar.toTrack(id, MOST_ALIKE)).map(({ track }) => track.id);
    this.read = resolvedReads(readers.read, similarTo);
    const { read, write, events, settings } = this;
    this.documents = new IndexDocuments({
      read,
      write,
      index,
      onProblem: (message) => {
        if (!this.#closing) process.emitWarning(`the fingerprint index: ${message}`);
      },
      onReady: () => {
        this.recordings.wake();
        this.duplicates.goOn();
        this.#submissions.wake();
      },
    });
    this.#base = {
      library,
      events,
      settings,
      read,
      write,
      index,
      documents: this.documents,
      vectors: openLibraryVectors(join(library, 'vectors'), onThreadLost, (message) => process.emitWarning(message)),
      pool: openAnalysisPool({ size: availableParallelism(), program: options.analysisProgram }),
      warns: (what) => (error) => {
        if (this.#closing || (this.documents.isAway && isOfIndex(error))) return;
        process.emitWarning(`${what}: ${error.message}`);
      },
    };

    this.history = new HistorySearch(this.#base);
    const sound = soundParts(this.#base, options.analyse ?? true, similarTo);
    ({
      similar: this.similar,
      recognition: this.recognition,
      duplicates: this.duplicates,
      recordings: this.recordings,
      analysis: this.analysis,
      rebuild: this.rebuild,
      verify: this.verify,
      likes: this.likes,
      follower: this.#follower,
      settled: this.#settled,
    } = sound);
    ({ acoustid: this.acoustid, submissions: this.#submissions } = acoustidParts(this.#base));
    this.fingerprints = index;
    const startMount: StartMountProcess = (receive) => startMountProcess(options.mountProgram, receive);
    ({
      scans: this.scans,
      watch: this.watch,
      mount: this.mount,
      catalogue: this.catalogue,
    } = folderParts(this.#base, startMount, {
      scanned: (missing) => {
        this.analysis.wake();
        if (missing > 0) void this.#follower.run();
      },
      mounted: () => void this.tellKeptSaves(),
    }));

    ({
      thumbnails: this.thumbnails,
      art: this.art,
      resolutions: this.resolutions,
      actions: this.actions,
      dumps: this.dumps,
      identification: this.identification,
      trackSubmissions: this.trackSubmissions,
      serviceTests: this.serviceTests,
      health: this.health,
    } = taggingParts(this.#base, {
      thumbnailProgram: options.thumbnailProgram,
      clock: options.clock ?? SYSTEM_CLOCK,
      recognition: this.recognition,
      duplicates: this.duplicates,
      catalogue: this.catalogue,
    }));
    ({
      backup: this.backup,
      imports: this.imports,
      exports: this.exports,
      copies: this.copies,
      demo: this.demo,
    } = exchangeParts(this.#base, {
      copyThread: options.copyThread,
      recognition: this.recognition,
      mountDirectory: () => this.mount.state.directory,
      readAsOf: (at) => this.readAsOf(at),
    }));
    this.tasks = new Tasks(tasksOf(this), (tasks) => events.emit({ type: 'tasks', tasks }));
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
      await settleRestore(library);
      requireDatabase(library);
      let service: LibraryService | null = null;
      // A thread that ends before the service is open is an error of `open`.
      const onExit = (error: Error): void => (service === null ? undefined : onThreadLost(error));
      const data: WriterData = { library };
      const writer = await startThread<ServedWrites>(new URL('./writer-thread.ts', import.meta.url), {
        data,
        onEvent: (event: WriterEvent) => (service === null ? undefined : followWriter(service, event)),
        onExit,
        youngMb: WORKING_MB,
      });
      closers.unshift(() => writer.close());
      const onDamage = (fileIds: readonly number[]): void => void service?.analysis.makeAnew(fileIds);
      const readers = await openReaders(library, onExit, onDamage);
      closers.unshift(() => readers.close());
      const settings = settingsOf(await readers.read.storedSettings());
      const clock = options.clock ?? SYSTEM_CLOCK;
      const index = await openIndexOfSettings(library, settings, { read: readers.read, write: writer.call, clock });
      declareFields(settings['fields.declared'].map(toField));
      service = new LibraryService(options, { lock, readers, writer, index });
      service.analysis.begin();
      service.catalogue.wake();
      void service.likes.run();
      service.#submissions.wake();
      if (options.analyse ?? true) {
        service.trackSubmissions.wake();
        service.history.noteWords().catch(service.#base.warns('the words of the history are not noted'));
        service.dumps.resume().catch(service.#base.warns('dumps are not read on'));
      }
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

  /** Surveys at work. */
  get surveys(): readonly RunningSurvey[] {
    return SURVEYS.flatMap((survey) => {
      const { running } = this[survey];
      return running === null ? [] : [{ survey, ...running }];
    });
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

  /**
   * Makes the demo's music, adds its folder to the library, and begins to scan it.
   * @param folder null for one in the library's folder. @throws BadPlaceError, DemoPlaceError, RootError
   */
  async addDemo(folder: string | null): Promise<DemoMusic> {
    const made = await this.demo.make(folder);
    const added = await this.addFolder(made.folder);
    // The job's progress tells how it ends.
    this.scans.scan([{ path: Buffer.from(added), shallow: false }]).catch(() => {});
    return made;
  }

  /** Where the mount shows tracks, at most a hundred; those that it does not show are left out. */
  async mountedFiles(ids: readonly number[]): Promise<MountedFile[]> {
    const { state, directory } = this.mount.state;
    return mountedFiles(ids, {
      directory: state === 'mounted' ? directory : null,
      layout: mountLayout(await this.settings.all()),
      preview: (request) => this.read.mountPreview(request),
    });
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
        await this.documents.idle();
        await this.#follower.idle();
        await this.recordings.idle();
      }
    };
    return within(end(), milliseconds);
  }

  /** How much of the library can be recognised by now. */
  async recognitionCoverage(): Promise<RecognitionCoverage> {
    const [tracks, pending, index] = await Promise.all([
      this.read.countPresent(),
      this.read.countPending(),
      this.documents.state(),
    ]);
    const { state, part } = this.rebuild.progress;
    const isMadeAnew = state === 'running' && part === 'index';
    return { tracks, pending, isFilling: index.state === 'filling' || isMadeAnew };
  }

  /** The copies of a recording, the best first, after those that may be the very same file were compared byte for byte. */
  async compareBytes(ids: readonly number[], signal?: AbortSignal): Promise<readonly SoundCopy[]> {
    const { read, write, pool } = this.#base;
    await hashCopies({ read, write, pool }, ids, signal);
    return read.copiesOf({ ids });
  }

  /**
   * The pairs of tracks that are the same recording, for one page of the library: see `matchSounds`.
   * @param request.all whether pairs that a person has told apart are among them
   */
  async matchSounds(request: { after: number; limit: number; least: number; all: boolean }): Promise<SoundMatches> {
    const isAway = (error: Error): boolean => this.documents.isAway && isOfIndex(error);
    const { matches, ...page } = await matchSounds(this.read, this.recordings, request, isAway);
    return { matches: unsettled(matches, await this.#settled.get(), request.all), ...page };
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
    return verifyOriginals(this.read, this.#base.pool, request, deep, signal);
  }

  /** Records and announces refused saves that were kept while no service could record them. */
  async tellKeptSaves(): Promise<void> {
    try {
      const saves = await this.write.adoptRefusedSaves({ folder: join(this.library, QUARANTINE) });
      for (const save of saves) this.events.emit({ type: 'refused-save', save });
    } catch (error) {
      this.#base.warns('kept saves cannot be read')(error as Error);
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
    this.serviceTests.close();
    // All are told at once: nothing long goes on while the mount is taken away. The analysis hears it first, so that
    // the end of a scan or of a rebuild does not start it again.
    await Promise.all([
      this.analysis.close(),
      this.watch.close(),
      this.scans.close(),
      this.actions.close(),
      this.health.close(),
      this.duplicates.close(),
      this.recordings.close(),
      this.verify.close(),
      this.copies.close(),
      this.demo.close(),
      this.identification.close(),
      this.trackSubmissions.close(),
      this.mount.stop(true),
    ]);
    await this.likes.idle();
    await this.history.close();
    await this.#submissions.close();
    await this.rebuild.close();
    await this.documents.close();
    await this.backup.close();
    await this.imports.close();
    await this.dumps.close();
    const { pool, vectors, index } = this.#base;
    await pool.close();
    await this.thumbnails.close();
    await vectors.close();
    await index.close();
    await this.#readers.close();
    await this.#writer.close();
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
