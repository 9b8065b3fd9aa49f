/** What an overlay shows, and where it reports failures. */
import type { View } from '../tree/mount-tree.ts';
import type { FormerNames } from './former-names.ts';

export interface OverlayOptions {
  /** At least one. The source knows each by its index in this list. */
  readonly views: readonly View[];
  /** Whether to show the files that lie beside originals. */
  readonly sidecars?: boolean;
  /** Whether to show the playlists that a person keeps, if the source has any. */
  readonly playlists?: boolean;
  /** Bytes of headers to keep in memory; `DEFAULT_CACHE_BYTES` where absent. */
  readonly cacheBytes?: number;
  /** What is known of names that files had before they moved; nothing where absent. */
  readonly formerNames?: FormerNames;
  /** Called with failures that no caller gets as an error, as sentences for the user. */
  readonly onProblem?: (problem: Problem) => void;
}

export interface Problem {
  readonly message: string;
  /** The track that it concerns, or `null`. */
  readonly trackId: number | null;
}

export const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;
