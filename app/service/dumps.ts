/**
 * Published dumps: adds them one run at a time, and answers identification from them. A thread of its own does all of
 * the work (`app/dumps/dumps-thread.ts`).
 */
import { access, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DumpError } from '../dumps/dump-error.ts';
import type { DumpStep } from '../dumps/dumps-thread.ts';
import { OpenDumps } from '../dumps/open-dumps.ts';
import { forgetRun, keepRun, keptRun, MOST_STARTS } from '../dumps/unfinished-run.ts';
import { INDEX, STORE } from '../dumps/store/store-names.ts';
import type { Release } from '../identification/release.ts';
import type { AskedSound } from '../identification/sources/acoustid.ts';
import type { HeardSounds } from '../identification/sources/heard-sounds.ts';
import type { FoundRelease } from '../identification/sources/musicbrainz.ts';
import type { OfflineSource } from '../identification/sources/offline.ts';
import { WebError } from '../identification/web/web-error.ts';
import type { Settings } from '../library/settings.ts';
import { NothingToPauseError, type OnStart } from './tasks.ts';
import { DUMP_KINDS, type DumpEstimate, type DumpKind, type DumpProgress, type DumpSummary } from '../model/dumps.ts';

/** Problems of a run that are told. */
const MOST_PROBLEMS = 20;
const FILES = [STORE, `${STORE}-wal`, `${STORE}-shm`];

const NOTHING: DumpProgress = {
  state: 'idle',
  isPaused: false,
  estimate: null,
  file: null,
  files: 0,
  filesDone: 0,
  done: 0,
  total: 0,
  rows: {},
  repeated: 0,
  refused: 0,
  problems: [],
  damaged: 0,
  message: null,
  code: null,
};

export class Dumps implements OfflineSource {
  readonly #library: string;
  readonly #settings: () => Promise<Pick<Settings, 'dumps.folder'>>;
  readonly #open = new OpenDumps((step) => this.#follow(step));
  #progress = NOTHING;
  /** Bytes of the files before the one that is read. */
  #before = 0;
  #running: Promise<void> | null = null;
  /** Of the run that is at work, whatever the setting says meanwhile. */
  #folderOfRun: string | null = null;
  #isCancelled = false;
  #isClosing = false;
  /** Starts of the service that have gone on with the run that is at work. */
  #starts = 0;
  #onStart: OnStart = () => {};

  /** @param library absolute path of the library folder */
  constructor(library: string, settings: () => Promise<Pick<Settings, 'dumps.folder'>>) {
    this.#library = library;
    this.#settings = settings;
  }

  /** @param listener called when a run begins; replaces the one before */
  onStart(listener: OnStart): void {
    this.#onStart = listener;
  }

  get progress(): DumpProgress {
    return this.#progress;
  }

  /** What is there. @throws DumpError STORE_DAMAGED, StorageError */
  async summary(): Promise<DumpSummary> {
    const folder = await this.#folder();
    const isThere = await this.isThere();
    const stored = isThere
      ? await this.#open.with(folder, (call) => call.summary())
      : { rows: {}, newest: null, files: 0, shown: [] };
    const rows = Object.fromEntries(DUMP_KINDS.map((kind) => [kind, 0])) as Record<DumpKind, number>;
    return { ...stored, folder, isThere, rows: { ...rows, ...stored.rows }, bytes: await this.#size(folder) };
  }

  /** How long adding these files and folders takes, and what it needs. @throws DumpError */
  async estimate(paths: readonly string[]): Promise<DumpEstimate> {
    return this.#open.with(await this.#folder(), async (call) => (await call.estimate({ paths })).estimate);
  }

  /** Begins to add files and folders; its progress tells how it ends. @throws DumpError DUMPS_RUNNING */
  start(paths: readonly string[]): DumpProgress {
    return this.#begin(paths, 0);
  }

  /** Goes on with the run that the last service has not ended, if there is one. @returns whether it does */
  async resume(): Promise<boolean> {
    const kept = await keptRun(this.#library);
    if (kept === null) return false;
    if (kept.starts >= MOST_STARTS) {
      await forgetRun(this.#library);
      return false;
    }
    const starts = kept.starts + 1;
    // Counted before the first file is touched: one that ends the service at once is counted, too.
    await keepRun(this.#library, { ...kept, starts });
    if (this.#running !== null || this.#isClosing) return false;
    this.#begin(kept.paths, starts);
    return true;
  }

  #begin(paths: readonly string[], starts: number): DumpProgress {
    this.#requireIdle();
    this.#starts = starts;
    this.#progress = { ...NOTHING, state: 'running' };
    this.#before = 0;
    this.#isCancelled = false;
    this.#running = this.#run(paths).finally(() => {
      this.#running = null;
      this.#folderOfRun = null;
    });
    this.#onStart(() => this.start(paths));
    return this.#progress;
  }

  /** Resolves when no run is at work. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Lets the run rest behind a batch, or go on. @throws NothingToPauseError */
  async setPaused(isPaused: boolean): Promise<void> {
    if (this.#running === null) throw new NothingToPauseError();
    this.#progress = { ...this.#progress, isPaused };
    await this.#open.with(await this.#folder(), (call) => call.setPaused({ isPaused }));
  }

  /** Ends the run; what it has added stays. Resolves when none is at work. */
  async cancel(): Promise<void> {
    if (this.#running === null) return;
    this.#isCancelled = true;
    await this.#open.with(await this.#folder(), (call) => call.cancel());
    await this.#running;
  }

  /** Removes all that was added; the files of the dumps stay. @throws DumpError DUMPS_RUNNING */
  async remove(): Promise<{ readonly bytes: number }> {
    this.#requireIdle();
    const folder = await this.#folder();
    const bytes = await this.#size(folder);
    await this.#open.close();
    for (const name of [...FILES, INDEX]) await rm(join(folder, name), { recursive: true, force: true });
    this.#progress = NOTHING;
    return { bytes };
  }

  async isThere(): Promise<boolean> {
    return access(join(await this.#folder(), STORE)).then(
      () => true,
      () => false,
    );
  }

  lookup(sounds: readonly AskedSound[], signal: AbortSignal): Promise<HeardSounds> {
    return this.#ask((folder) => this.#open.with(folder, (call) => call.lookUp({ sounds }, signal)), signal);
  }

  release(id: string, signal: AbortSignal): Promise<Release | null> {
    return this.#ask((folder) => this.#open.with(folder, (call) => call.release({ id }, signal)), signal);
  }

  search(title: string, artist: string, signal: AbortSignal): Promise<readonly FoundRelease[]> {
    return this.#ask((folder) => this.#open.with(folder, (call) => call.search({ title, artist }, signal)), signal);
  }

  /** A run that is at work goes on when the library is opened again. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.cancel();
    await this.#open.close();
  }

  #requireIdle(): void {
    if (this.#running) throw new DumpError('DUMPS_RUNNING', 'dumps are being added; wait for the end, or cancel it');
  }

  async #folder(): Promise<string> {
    return this.#folderOfRun ?? (await this.#settings())['dumps.folder'] ?? join(this.#library, 'dumps');
  }

  async #run(paths: readonly string[]): Promise<void> {
    try {
      const folder = await this.#folder();
      this.#folderOfRun = folder;
      await keepRun(this.#library, { paths, starts: this.#starts });
      await this.#open.with(folder, async (call) => {
        const { estimate, sources } = await call.estimate({ paths });
        this.#progress = { ...this.#progress, estimate, files: estimate.files, total: estimate.inputBytes };
        if (this.#isCancelled) throw new DumpError('CANCELLED', 'adding dumps was cancelled; nothing was added');
        if (!estimate.hasRoom) throw noRoom(folder, estimate);
        // A pause may have been asked for before, and the thread may have had one at the end of the run before.
        await call.setPaused({ isPaused: this.#progress.isPaused });
        if (sources.length > 0) await call.add({ sources });
      });
      this.#progress = { ...this.#progress, state: 'done', isPaused: false, file: null, done: this.#progress.total };
    } catch (error) {
      const { message, code = 'INTERNAL' } = error as Error & { code?: string };
      const state = code === 'CANCELLED' ? 'cancelled' : 'failed';
      this.#progress = { ...this.#progress, state, isPaused: false, message, code };
    }
    // What is kept is not worth an error: the run itself has ended.
    await (this.#isClosing ? keepRun(this.#library, { paths, starts: 0 }) : forgetRun(this.#library)).catch(() => {});
  }

  #follow(step: DumpStep): void {
    const progress = this.#progress;
    if (step.type === 'file') this.#progress = { ...progress, file: step.name };
    else if (step.type === 'end') {
      this.#before += step.bytes;
      const damaged = progress.damaged + (step.isWhole ? 0 : 1);
      this.#progress = { ...progress, filesDone: progress.filesDone + 1, done: this.#before, damaged };
    } else {
      const { kind, added, repeated, refused, problems, position } = step;
      this.#progress = {
        ...progress,
        done: this.#before + position,
        rows: { ...progress.rows, [kind]: (progress.rows[kind] ?? 0) + added },
        repeated: progress.repeated + repeated,
        refused: progress.refused + refused,
        problems: [...progress.problems, ...problems].slice(0, MOST_PROBLEMS),
      };
    }
  }

  /** What fails is told as of any source, and does not end an identification. */
  async #ask<Answer>(question: (folder: string) => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    try {
      return await question(await this.#folder());
    } catch (error) {
      signal.throwIfAborted();
      throw new WebError('REFUSED', `the dumps cannot be asked: ${(error as Error).message}`);
    }
  }

  /** Bytes of the store and the index. */
  async #size(folder: string): Promise<number> {
    const inIndex = await readdir(join(folder, INDEX)).catch(() => []);
    const paths = [...FILES, ...inIndex.map((name) => join(INDEX, name))];
    const sizes = await Promise.all(
      paths.map((name) =>
        stat(join(folder, name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  }
}

const GIGABYTE = 1e9;

function noRoom(folder: string, { bytes, free }: DumpEstimate): DumpError {
  const gigabytes = (count: number): string => `${(count / GIGABYTE).toFixed(1)} GB`;
  return new DumpError(
    'NO_ROOM',
    `about ${gigabytes(bytes)} are needed, with a gigabyte to spare, and ${gigabytes(free)} are free on the disk of ${folder}: descant config dumps.folder names a folder on another one`,
    folder,
  );
}
