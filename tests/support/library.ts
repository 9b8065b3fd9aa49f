/** A library's writing side in the test's own thread: migrated database, scanner, edits. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Edits } from '../../app/library/edits.ts';
import { placesIn } from '../../app/scan/places.ts';
import { addRoot, roots } from '../../app/scan/roots.ts';
import { TrackReader } from '../../app/library/track-reader.ts';
import { TrackWriter } from '../../app/library/track-writer.ts';
import { Scanner } from '../../app/scan/scanner.ts';
import type { ScanResult } from '../../app/scan/scan-result.ts';
import { openReader, openWriter, type Connection } from '../../app/storage/connection.ts';
import { migrate } from '../../app/storage/migrate.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface TestLibrary {
  readonly folder: string;
  readonly music: string;
  readonly connection: Connection;
  readonly edits: Edits;
  readonly reader: TrackReader;
  scan(signal?: AbortSignal): Promise<ScanResult>;
  /** Scans these folders with all below them. */
  scanPlaces(...folders: string[]): Promise<ScanResult>;
  /** Ids of the tracks that match, in list order. */
  find(query: string): number[];
}

export const TESTER = { name: 'tester', kind: 'user' } as const;

/** An empty library whose one root is an empty folder `music`. */
export function testLibrary(): TestLibrary {
  const folder = temporaryFolder();
  const music = join(folder, 'music');
  mkdirSync(music);
  const library = join(folder, 'library');
  mkdirSync(library);
  const connection = openWriter(library);
  migrate(connection);
  addRoot(connection, music, null);
  const tracks = new TrackWriter(connection);
  const scanner = new Scanner(connection, tracks);
  const reader = new TrackReader(openReader(library));
  return {
    folder,
    music,
    connection,
    reader,
    edits: new Edits(connection, tracks),
    scan: (signal = new AbortController().signal) =>
      scanner.scan(roots(connection), () => false, { progress: () => {}, stored: () => {} }, signal),
    scanPlaces: (...folders) =>
      scanner.scanPlaces(
        placesIn(
          roots(connection),
          folders.map((path) => ({ path: Buffer.from(path), shallow: false })),
        ),
        () => false,
        { progress: () => {}, stored: () => {} },
        new AbortController().signal,
      ),
    find: (query) => reader.ids(query),
  };
}
