/** How each kind of job tells how far it is, in the words of the list of all. */
import { basename } from 'node:path';
import type { TaskName } from '../model/jobs.ts';
import type { Copies } from './copies.ts';
import type { Dumps } from './dumps.ts';
import type { Exports } from './exports.ts';
import type { Imports } from './imports.ts';
import type { LibraryBackup } from './library-backup.ts';
import type { Rebuild } from './rebuild.ts';
import { NothingToPauseError, type OnStart, type Task, type TaskState } from './tasks.ts';

interface TaskParts {
  readonly dumps: Dumps;
  readonly imports: Imports;
  readonly copies: Copies;
  readonly exports: Exports;
  readonly backup: LibraryBackup;
  readonly rebuild: Rebuild;
}

interface Job<Progress> {
  readonly progress: Progress;
  cancel(): unknown;
  setPaused(isPaused: boolean): unknown;
  onStart(listener: OnStart): void;
}

export function tasksOf({ dumps, imports, copies, exports, backup, rebuild }: TaskParts): Record<TaskName, Task> {
  return {
    dumps: task(dumps, ({ state, isPaused, done, total, file, message, code }) => {
      return {
        state,
        isPaused,
        canPause: true,
        done,
        total: total === 0 ? null : total,
        failed: 0,
        what: file === null ? null : basename(file),
        message,
        code,
      };
    }),
    import: task(imports, ({ state, isPaused, done, total, message, code }) => {
      return { state, isPaused, canPause: imports.canPause, done, total, failed: 0, what: null, message, code };
    }),
    copies: task(copies, ({ state, isPaused, done, total, directory, message, code }) => {
      const failed = copies.result?.failed.length ?? 0;
      return { state, isPaused, canPause: true, done, total, failed, what: directory, message, code };
    }),
    export: task(exports, ({ state, isPaused, done, total, message, code }) => {
      return { state, isPaused, canPause: true, done, total, failed: 0, what: null, message, code };
    }),
    backup: task(unpausable(backup), ({ state, done, total, path, message, code }) => {
      return {
        state,
        isPaused: false,
        canPause: false,
        done,
        total: total === 0 ? null : total,
        failed: 0,
        what: path,
        message,
        code,
      };
    }),
    rebuild: task(rebuild, ({ state, isPaused, done, total, message }) => {
      return {
        state,
        isPaused,
        canPause: rebuild.canPause,
        done,
        total: total === 0 ? null : total,
        failed: 0,
        what: null,
        message,
        code: null,
      };
    }),
  };
}

/**
 * A backup is of one moment: it reads the database in one transaction, and while that is open, what is written meanwhile
 * cannot be taken out of the database's log, which would grow as long as somebody lets it rest.
 */
function unpausable<Progress>(job: Omit<Job<Progress>, 'setPaused'>): Job<Progress> {
  return {
    get progress() {
      return job.progress;
    },
    cancel: () => job.cancel(),
    onStart: (listener) => job.onStart(listener),
    setPaused: () => {
      throw new NothingToPauseError();
    },
  };
}

function task<Progress>(job: Job<Progress>, state: (progress: Progress) => TaskState): Task {
  return {
    state: () => state(job.progress),
    cancel: () => job.cancel(),
    setPaused: (isPaused) => job.setPaused(isPaused),
    onStart: (listener) => job.onStart(listener),
  };
}
