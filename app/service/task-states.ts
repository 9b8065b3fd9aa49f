/** How each kind of job tells how far it is, in the words of the list of all. */
import { basename } from 'node:path';
import type { BackupProgress } from '../model/backup.ts';
import type { CopyProgress, CopyResult } from '../model/copies.ts';
import type { DumpProgress } from '../model/dumps.ts';
import type { ExportProgress } from '../model/export.ts';
import type { ImportProgress } from '../model/imports.ts';
import type { RebuildProgress, TaskName } from '../model/jobs.ts';
import { NothingToPauseError, type OnStart, type Task, type TaskState } from './tasks.ts';

interface Job<Progress> {
  readonly progress: Progress;
  cancel(): unknown;
  setPaused(isPaused: boolean): unknown;
  onStart(listener: OnStart): void;
}

interface TaskParts {
  readonly dumps: Job<DumpProgress>;
  readonly imports: Job<ImportProgress> & { readonly canPause: boolean };
  readonly copies: Job<CopyProgress> & { readonly result: CopyResult | null };
  readonly exports: Job<ExportProgress>;
  readonly backup: Omit<Job<BackupProgress>, 'setPaused'>;
  readonly rebuild: Job<RebuildProgress> & { readonly canPause: boolean };
}

/** What most kinds of job say: each says more of itself. */
const USUAL = { isPaused: false, canPause: true, failed: 0, what: null, code: null } as const;

export function tasksOf({ dumps, imports, copies, exports, backup, rebuild }: TaskParts): Record<TaskName, Task> {
  return {
    dumps: task(dumps, ({ state, isPaused, done, total, file, message, code }) => {
      const what = file === null ? null : basename(file);
      return { ...USUAL, state, isPaused, done, total: knownTotal(total), what, message, code };
    }),
    import: task(imports, ({ state, isPaused, done, total, message, code }) => {
      return { ...USUAL, state, isPaused, canPause: imports.canPause, done, total, message, code };
    }),
    copies: task(copies, ({ state, isPaused, done, total, directory, message, code }) => {
      const failed = copies.result?.failed.length ?? 0;
      return { ...USUAL, state, isPaused, done, total, failed, what: directory, message, code };
    }),
    export: task(exports, ({ state, isPaused, done, total, message, code }) => {
      return { ...USUAL, state, isPaused, done, total, message, code };
    }),
    backup: task(unpausable(backup), ({ state, done, total, path, message, code }) => {
      return { ...USUAL, state, canPause: false, done, total: knownTotal(total), what: path, message, code };
    }),
    rebuild: task(rebuild, ({ state, isPaused, done, total, message }) => {
      return { ...USUAL, state, isPaused, canPause: rebuild.canPause, done, total: knownTotal(total), message };
    }),
  };
}

/** Jobs that count before they know how much there is say 0. */
function knownTotal(total: number): number | null {
  return total === 0 ? null : total;
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
