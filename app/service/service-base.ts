/** What the parts of the service are built on. */
import type { AnalysisPool } from '../analysis/analysis.ts';
import type { LibraryIndex } from '../recognition/fingerprint-index.ts';
import type { IndexDocuments } from '../recognition/index-documents.ts';
import type { LibraryVectors } from '../similarity/library-vectors.ts';
import type { RemoteMethods } from '../storage/thread.ts';
import type { LibraryEvents } from './events.ts';
import type { LibrarySettings } from './library-settings.ts';
import type { Reads } from './read-methods.ts';
import type { ServedWrites } from './write-methods.ts';

export interface ServiceBase {
  /** Absolute path of the library folder. */
  readonly library: string;
  readonly events: LibraryEvents;
  readonly settings: LibrarySettings;
  readonly read: Reads;
  readonly write: RemoteMethods<ServedWrites>;
  readonly index: LibraryIndex;
  /** What the index is to hold, and whether it does. */
  readonly documents: IndexDocuments;
  readonly vectors: LibraryVectors;
  readonly pool: AnalysisPool;
  /**
   * Warns of faults of work in the background, unless the service is closing: what fails then is told to nobody. That an
   * index server is away is told once, and not for all that waits for it.
   * @param what a clause that says what is not done now
   */
  warns(what: string): (error: Error) => void;
}
