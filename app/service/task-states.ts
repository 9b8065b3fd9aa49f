/** How each kind of job tells how far it is, in the words of the list of all. */
import { basename } from 'node:path';
import type { TaskName } from '../model/jobs.ts';
import type { Copies } from './copies.ts';
import type { Dumps } from './dumps.ts';
import type { Exports } from './exports.ts';
import type { Imports } from './imports.ts';
import type { LibraryBackup } from './library-backup.ts';
import type { Rebuild } from './rebuild.ts';
import type { OnStart, Task, TaskState } from './tasks.ts';

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
  onStart(listener: OnStart): void;
}

export function tasksOf({ dumps, imports, copies, exports, backup, rebuild }: TaskParts): Record<TaskName, Task> {
  return {
    dumps: task(dumps, ({ state, done, total, file, message, code }) => {
      return {
        state,
        done,
        total: total === 0 ? null : total,
        what: file === null ? null : basename(file),
        message,
        code,
      };
    }),
    import: task(imports, ({ state, done, total, message, code }) => {
      return { state, done, total, what: null, message, code };
    }),
    copies: task(copies, ({ state, done, total, directory, message, code }) => {
      return { state, done, total, what: directory, message, code };
    }),
    export: task(exports, ({ state, done, total, message, code }) => {
      return { state, done, total, what: null, message, code };
    }),
    backup: task(backup, ({ state, done, total, path, message, code }) => {
      return { state, done, total: total === 0 ? null : total, what: path, message, code };
    }),
    rebuild: task(rebuild, ({ state, done, total, message }) => {
      return { state, done, total: total === 0 ? null : total, what: null, message, code: null };
    }),
  };
}

function task<Progress>(job: Job<Progress>, state: (progress: Progress) => TaskState): Task {
  return {
    state: () => state(job.progress),
    cancel: () => job.cancel(),
    onStart: (listener) => job.onStart(listener),
  };
}
