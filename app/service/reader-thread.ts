/** A thread with a read-only connection, which serves all read methods: see `read-methods.ts`. */
import { openReader } from '../storage/connection.ts';
import { serveThread } from '../storage/thread.ts';
import { serveReads } from './read-methods.ts';

export interface ReaderData {
  /** Absolute path of the library folder. */
  readonly library: string;
}

serveThread(({ library }: ReaderData) => {
  const connection = openReader(library);
  return { methods: serveReads(connection, library), close: () => void connection.close() };
});
