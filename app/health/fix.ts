/**
 * What a fix of a check is: like an action, a pure function from tracks to changes of their fields, which a preview and a
 * run both take. It may know the albums of the tracks and the findings of its check.
 */
import type { PreparedAction } from '../actions/action.ts';
import type { AlbumOfTrack } from './checked-track.ts';
import type { CollectedFinding } from './finders.ts';

export interface FixContext {
  /** The album of each track that is mended and has one. */
  readonly albums: ReadonlyMap<number, AlbumOfTrack>;
  /** What a check that compares tracks or albums has found among the tracks that are mended. */
  readonly collected: readonly CollectedFinding[];
  /** What a person wants instead of what the fix would take; null where they have not said. */
  readonly to: string | null;
}

export interface HealthFix {
  /** What it does, to stand behind its name: `moves the number to the track number`. */
  readonly summary: string;
  /** What it takes for true without knowing it; null for a fix that does not guess. A guess is shown before it is applied. */
  readonly guess: string | null;
  /** Whether a person can name the value to set. */
  readonly takesValue: boolean;
  /** Whether it compares the tracks of albums, and so mends whole albums. */
  readonly isOfAlbums: boolean;
  readonly prepare: (context: FixContext) => PreparedAction;
}

/** A fix that looks at each track alone, and does not guess. */
export function fixOfTracks(summary: string, change: PreparedAction['change']): HealthFix {
  return { summary, guess: null, takesValue: false, isOfAlbums: false, prepare: () => ({ change }) };
}

/** A check cannot be mended as asked. */
export class FixError extends Error {
  readonly code: 'NO_FIX' | 'GUESSES' | 'BAD_ACTION';
  constructor(code: FixError['code'], message: string) {
    super(message);
    this.name = 'FixError';
    this.code = code;
  }
}
