/** What the parts of the service are built on. */
import type { AnalysisPool } from '../analysis/analysis.ts';
import type { LibraryIndex } from '../recognition/fingerprint-index.ts';
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
  readonly vectors: LibraryVectors;
  readonly pool: AnalysisPool;
  /**
   * Warns of faults of work in the background, unless the service is closing: what fails then is told to nobody.
   * @param what a clause that says what is not done now
   */
  warns(what: string): (error: Error) => void;
}
