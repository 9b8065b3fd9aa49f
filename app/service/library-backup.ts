/**
 * The backup of the whole library in one file, made while the library is in use: see `app/backup/library-file.ts`. One at
 * a time, in a thread of its own.
 */
import { backupPlace } from '../backup/backup-place.ts';
import { BackupCancelledError } from '../backup/library-file.ts';
import type { BackupProgress, WrittenBackup } from '../model/backup.ts';
import { MESSAGES } from '../model/messages.ts';
import type { VectorRow } from '../similarity/vector-store.ts';
import { startThread, type Thread } from '../storage/thread.ts';
import type { BackupMethods, BackupThreadEvent } from './backup-thread.ts';
import type { OnStart } from './tasks.ts';

/** Vectors that are copied at once. */
const BATCH = 2000;

/** The part of the vector store that a backup reads. */
export interface BackedUpVectors {
  ids(): Promise<readonly number[]>;
  rows(request: { readonly fileIds: readonly number[] }): Promise<readonly VectorRow[]>;
}

/** A backup was asked for while one was running. */
export class BackupRunningError extends Error {
  readonly code = 'BACKUP_RUNNING';
  constructor() {
    super(MESSAGES.BACKUP_RUNNING);
    this.name = 'BackupRunningError';
  }
}

const NOTHING: BackupProgress = {
  state: 'idle',
  part: null,
  done: 0,
  total: 0,
  path: null,
  written: null,
  message: null,
  code: null,
};

export class LibraryBackup {
  readonly #library: string;
  readonly #vectors: BackedUpVectors;
  readonly #music: () => Promise<readonly string[]>;
  #progress = NOTHING;
  #running: Promise<void> | null = null;
  #thread: Thread<BackupMethods> | null = null;
  #cancelled = false;
  #onStart: OnStart = () => {};

  /** @param music the folders of the music */
  constructor(library: string, vectors: BackedUpVectors, music: () => Promise<readonly string[]>) {
    this.#library = library;
    this.#vectors = vectors;
    this.#music = music;
  }

  /** @param listener called when a run begins; replaces the one before */
  onStart(listener: OnStart): void {
    this.#onStart = listener;
  }

  get progress(): BackupProgress {
    return this.#progress;
  }

  /**
   * @param path absolute
   * @param replace whether a file at `path` is replaced
   * @throws BackupRunningError, BackupPlaceError
   */
  async start(path: string, replace: boolean): Promise<void> {
    const place = await backupPlace(path, [...(await this.#music()), this.#library]);
    if (this.#running) throw new BackupRunningError();
    this.#cancelled = false;
    this.#progress = { ...NOTHING, state: 'running', path: place };
    this.#running = this.#run(place, replace).finally(() => (this.#running = null));
    this.#onStart(() => this.start(path, replace));
  }

  /** Resolves when no backup is being written. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Ends the backup; no file is left of it. */
  async cancel(): Promise<void> {
    this.#cancelled = true;
    await this.#thread?.call.cancel();
    await this.#running;
  }

  async close(): Promise<void> {
    if (this.#running) await this.cancel();
  }

  async #run(path: string, replace: boolean): Promise<void> {
    try {
      const written = await this.#write(path, replace);
      this.#progress = { ...this.#progress, state: 'done', written };
    } catch (error) {
      const { message, code = null } = error as Error & { readonly code?: string };
      const state = this.#cancelled ? 'cancelled' : 'failed';
      this.#progress = { ...this.#progress, state, message, code };
    }
  }

  async #write(path: string, replace: boolean): Promise<WrittenBackup> {
    const thread = await startThread<BackupMethods>(new URL('./backup-thread.ts', import.meta.url), {
      data: { library: this.#library },
      onEvent: (event: BackupThreadEvent) => (this.#progress = { ...this.#progress, ...event }),
    });
    this.#thread = thread;
    try {
      this.#endIfCancelled();
      await thread.call.copy({ path });
      const ids = await this.#vectors.ids();
      for (let done = 0; done < ids.length; done += BATCH) {
        this.#endIfCancelled();
        this.#progress = { ...this.#progress, part: 'vectors', done, total: ids.length };
        const rows = await this.#vectors.rows({ fileIds: ids.slice(done, done + BATCH) });
        await thread.call.addVectors({ rows });
      }
      this.#endIfCancelled();
      return await thread.call.finish({ replace });
    } finally {
      this.#thread = null;
      await thread.close();
    }
  }

  #endIfCancelled(): void {
    if (this.#cancelled) throw new BackupCancelledError();
  }
}
