/**
 * A thread with a read-only connection, which serves all read methods: see `read-methods.ts`. Its events are
 * lists of files whose stored fingerprint it has found damaged.
 */
import { followDamage } from '../recognition/stored-fingerprint.ts';
import { databasePath, openReader, releasePages } from '../storage/connection.ts';
import { explaining } from '../storage/storage-error.ts';
import { serveThread } from '../storage/thread.ts';
import { serveReads, threadOfReads, type ServedReads } from './read-methods.ts';

export interface ReaderData {
  /** Absolute path of the library folder. */
  readonly library: string;
}

/** The read methods, and which of the reading threads answers each. */
export type ReaderMethods = ServedReads & { readonly threadOfReads: typeof threadOfReads };

serveThread(({ library }: ReaderData, emit: (damaged: readonly number[]) => void) => {
  const connection = openReader(library);
  const damaged = new Set<number>();
  const tell = (): void => {
    emit([...damaged]);
    damaged.clear();
  };
  followDamage(connection, (fileId) => {
    // A page of them is told at once.
    if (damaged.size === 0) setImmediate(tell);
    damaged.add(fileId);
  });
  const methods = explaining(databasePath(library), { ...serveReads(connection, library), threadOfReads });
  return { methods, close: () => void connection.close(), rest: () => releasePages(connection) };
});
