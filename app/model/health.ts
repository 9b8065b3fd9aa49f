/** What in a library needs attention. */
import type { Said } from './messages.ts';

/**
 * `error`: sound or edits are lost or out of reach, or may be; `warning`: something is wrong; `notice`: something could
 * be better, which is a matter of taste.
 */
export type HealthSeverity = 'error' | 'warning' | 'notice';

/** What checks are about, in the order in which they are reported. */
export const HEALTH_GROUPS = ['files', 'mount', 'sound', 'tags', 'albums', 'names', 'covers'] as const;
export type HealthGroup = (typeof HEALTH_GROUPS)[number];

export interface HealthCheckReport {
  /** Name of the check, as `descant health NAME` takes it. */
  readonly check: string;
  readonly group: HealthGroup;
  readonly severity: HealthSeverity;
  /** Heading of its findings: `Missing files`. */
  readonly title: string;
  /** How many findings there are. */
  readonly count: number;
  /** What was found, to stand behind the count: `files are missing`. */
  readonly found: string;
  /** What to do about it. */
  readonly advice: string;
  /** What Descant can do about it; null where only a person can. */
  readonly fix: HealthFixInfo | null;
}

export interface HealthFixInfo {
  /** What it does: `moves the number out of the title`. */
  readonly summary: string;
  /**
   * What it takes for true without knowing it; null for a fix that does not guess. A fix that guesses is applied with
   * the digest of a preview, or with a value that a person names.
   */
  readonly guess: string | null;
  /** Whether a person can name the value to set. */
  readonly takesValue: boolean;
}

export interface HealthReport {
  /** True when no check of errors or warnings found anything. */
  readonly healthy: boolean;
  readonly checks: readonly HealthCheckReport[];
}

/** What is known of the findings, and whether that is up to date. */
export interface HealthState {
  /** Null until the library has been surveyed once. */
  readonly report: HealthReport | null;
  /** False while a survey is at work. */
  readonly isCurrent: boolean;
  /** Whether somebody has cancelled the last survey: the next one begins when somebody waits for it. */
  readonly isCancelled: boolean;
  /** Tracks that the survey at work has seen, of all. */
  readonly done: number;
  readonly total: number;
}

/** One finding of a check: of a track, of an album, or of something that tracks have in common. */
export interface HealthItem {
  /** The first of the tracks; null for a save that belongs to no track. */
  readonly trackId: number | null;
  /** How many tracks it concerns. */
  readonly tracks: number;
  /** The album that it concerns; null for other findings. */
  readonly albumId: number | null;
  /** What it is about where that is no single file: an album, a name. Empty otherwise. */
  readonly about: string;
  /** Path of the first track's original; for a refused save, the path inside the mount. */
  readonly path: string;
  /** Bytes of the path in base64, present where the path is not valid UTF-8. */
  readonly pathBase64?: string;
  readonly message: string;
  /** The same by its code, where it has one. */
  readonly said?: Said;
  /** When it was found, in milliseconds since 1970; `null` where this is not recorded. */
  readonly since: number | null;
  /** A query that finds its tracks; null where there are none, or too many to name. */
  readonly query: string | null;
  /** For a name in several spellings: each with its number of tracks, the most frequent first. */
  readonly spellings?: readonly Spelling[];
}

export interface Spelling {
  readonly value: string;
  readonly tracks: number;
}

export interface HealthPage {
  readonly items: readonly HealthItem[];
  /** `after` of the request for the next page; `null` on the last page. */
  readonly next: number | null;
}
