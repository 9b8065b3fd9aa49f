/** A thread that writes one backup, of the edits or of the whole library: neither reads nor edits wait for it. */
import { writeBackup } from '../backup/edit-backup.ts';
import { BackupCancelledError, LibraryFile } from '../backup/library-file.ts';
import type { BackupProgress } from '../model/backup.ts';
import type { VectorRow } from '../similarity/vector-store.ts';
import { databasePath } from '../storage/connection.ts';
import { explaining, writingDatabase } from '../storage/storage-error.ts';
import { serveThread } from '../storage/thread.ts';

export interface BackupRequest {
  /** Absolute path of the library folder. */
  readonly library: string;
  /** Path of the new backup. */
  readonly path: string;
  /** The newest backup so far. */
  readonly latest: string | null;
}

/** What the thread reports of a backup of the whole library. */
export type BackupThreadEvent = Pick<BackupProgress, 'part' | 'done' | 'total'>;

function openBackupThread({ library }: { readonly library: string }, emit: (event: BackupThreadEvent) => void) {
  let file: LibraryFile | null = null;
  let cancelled = false;
  const methods = {
    write: ({ path, latest }: BackupRequest) => writingDatabase(path, () => writeBackup(library, path, latest)),

    /** Begins a backup of the whole library: its database and its pictures. @throws BackupCancelledError */
    copy: async ({ path }: { readonly path: string }) => {
      file = await writingDatabase(path, () =>
        LibraryFile.copy(library, path, (part, done, total) => {
          if (cancelled) throw new BackupCancelledError();
          emit({ part, done, total });
        }),
      );
    },
    addVectors: ({ rows }: { readonly rows: readonly VectorRow[] }) =>
      writingDatabase(file!.path, () => file!.addVectors(rows)),
    finish: ({ replace }: { readonly replace: boolean }) => {
      const finished = file!;
      file = null;
      return writingDatabase(finished.path, () => finished.finish(replace));
    },
    /** Ends a copy at its next report. */
    cancel: () => {
      cancelled = true;
    },
  };
  return { methods: explaining(databasePath(library), methods), close: () => file?.discard() };
}

export type BackupMethods = ReturnType<typeof openBackupThread>['methods'];

serveThread(openBackupThread);
