/** A thread that writes one backup of the edits, so that neither reads nor edits wait for it. */
import { writeBackup } from '../library/edit-backup.ts';
import { databasePath } from '../storage/connection.ts';
import { explaining } from '../storage/storage-error.ts';
import { serveThread } from '../storage/thread.ts';

export interface BackupRequest {
  /** Absolute path of the library folder. */
  readonly library: string;
  /** Path of the new backup. */
  readonly path: string;
  /** The newest backup so far. */
  readonly latest: string | null;
}

const METHODS = {
  write: ({ library, path, latest }: BackupRequest) => writeBackup(library, path, latest),
};

export type BackupMethods = typeof METHODS;

serveThread(({ library }: { readonly library: string }) => ({
  methods: explaining(databasePath(library), METHODS),
  close: () => {},
}));
