/**
 * Backs up the edits: at the start and then once a day, in a thread of its own. A backup that fails is reported and
 * tried again an hour later.
 */
import { backupIsDue, listBackups, newBackupPath, removeOldBackups } from '../backup/backup-folder.ts';
import { startThread } from '../storage/thread.ts';
import type { BackupMethods, BackupRequest } from './backup-thread.ts';

/** Milliseconds between two looks at whether a backup is due. */
const PERIOD = 3_600_000;

/** Writes one backup: see `writeBackup`. */
export type WriteBackup = (request: BackupRequest) => Promise<boolean>;

export class Backups {
  readonly #library: string;
  readonly #write: WriteBackup;
  readonly #onProblem: (error: Error) => void;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();

  /** Begins at once. @param onProblem called when a backup failed */
  constructor(library: string, onProblem: (error: Error) => void, write: WriteBackup = inThread) {
    this.#library = library;
    this.#write = write;
    this.#onProblem = onProblem;
    this.#timer = setInterval(() => this.#begin(), PERIOD).unref();
    this.#begin();
  }

  /** Resolves when no backup is being written. */
  idle(): Promise<void> {
    return this.#running;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #begin(): void {
    this.#running = this.#running
      .then(async () => {
        if (!backupIsDue(this.#library)) return;
        const latest = listBackups(this.#library)[0]?.path ?? null;
        const path = newBackupPath(this.#library);
        if (await this.#write({ library: this.#library, path, latest })) removeOldBackups(this.#library);
      })
      .catch(this.#onProblem);
  }
}

async function inThread(request: BackupRequest): Promise<boolean> {
  const { library } = request;
  const thread = await startThread<BackupMethods>(new URL('./backup-thread.ts', import.meta.url), {
    data: { library },
  });
  try {
    return await thread.call.write(request);
  } finally {
    await thread.close();
  }
}
