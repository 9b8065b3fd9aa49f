/**
 * The thread with the one writing connection, which serves all write methods one after the other: see `write-
 * methods.ts`.
 */
import { databasePath, openWriter, releasePages } from '../storage/connection.ts';
import { migrate } from '../storage/migrate.ts';
import { explaining, onDatabase } from '../storage/storage-error.ts';
import { serveThread } from '../storage/thread.ts';
import { ScanReading } from '../scan/scan-reading.ts';
import { serveWrites, type WriterEvent } from './write-methods.ts';

export interface WriterData {
  /** Absolute path of the library folder. */
  readonly library: string;
}

serveThread(({ library }: WriterData, emit: (event: WriterEvent) => void) => {
  const connection = openWriter(library);
  onDatabase(databasePath(library), () => migrate(connection));
  const { methods, endWork } = serveWrites(connection, library, new ScanReading(library), emit);
  return {
    methods: explaining(databasePath(library), methods),
    rest: () => releasePages(connection),
    async close() {
      await endWork();
      connection.close();
    },
  };
});
