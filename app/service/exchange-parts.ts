/** The parts of the service that take music and metadata in and out: backups, imports, exports, copies, the demo. */
import { Demo } from '../demo/demo.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { Copies } from './copies.ts';
import { Exports, type ExportReads } from './exports.ts';
import { Imports } from './imports.ts';
import { LibraryBackup } from './library-backup.ts';
import type { ServiceBase } from './service-base.ts';

export interface ExchangeParts {
  readonly backup: LibraryBackup;
  readonly imports: Imports;
  readonly exports: Exports;
  readonly copies: Copies;
  readonly demo: Demo;
}

/** What the parts need besides. */
export interface ExchangeNeeds {
  /** The thread that copies tracks into folders. */
  readonly copyThread: URL;
  /** By what tracks of another library are found that have other paths and tags here. */
  readonly recognition: Recognition;
  /** Where the library is mounted; null when it is not. */
  mountDirectory(): string | null;
  /** See `LibraryService.readAsOf`. */
  readAsOf(at: number | undefined): ExportReads;
}

export function exchangeParts(base: ServiceBase, needs: ExchangeNeeds): ExchangeParts {
  const { library, read, write, settings, vectors } = base;
  const music = async (): Promise<readonly string[]> =>
    (await read.roots()).map(({ path }) => Buffer.from(path).toString());
  /** The folders into which nothing is written. */
  const taken = async (): Promise<readonly string[]> => {
    const directory = needs.mountDirectory();
    return [...(await music()), library, ...(directory === null ? [] : [directory])];
  };
  return {
    backup: new LibraryBackup(library, vectors, music),
    imports: new Imports(library, write, needs.recognition),
    exports: new Exports((at) => needs.readAsOf(at)),
    copies: new Copies(library, needs.copyThread, { taken, settings: () => settings.all() }),
    demo: new Demo(library, taken),
  };
}
