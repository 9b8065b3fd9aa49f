/**
 * What a check is: a name, words for people, how much it matters, and how it finds what is wrong. Each check has a file
 * of its own in `checks`, and a row in `check-table.ts`.
 */
import type { HealthGroup, HealthSeverity } from '../model/health.ts';
import type { AlbumFinder, LibraryFinder, TrackFinder } from './finders.ts';
import type { HealthFix } from './fix.ts';
import type { RowFinder } from './row-finder.ts';

export interface CheckWords {
  /** Heading of the findings: `Missing files`. */
  readonly title: string;
  /** What stands behind a count of one: `file is missing`. */
  readonly one: string;
  /** What stands behind any other count: `files are missing`. */
  readonly several: string;
  /** What to do about it, as a sentence without capital and full stop. */
  readonly advice: string;
}

export interface HealthCheck {
  /** Lower-case words with hyphens; never changes, because scripts use it. */
  readonly name: string;
  readonly group: HealthGroup;
  readonly severity: HealthSeverity;
  readonly words: CheckWords;
  readonly finder: RowFinder | TrackFinder | AlbumFinder | LibraryFinder;
  /** Absent for a check whose findings only a person can mend. */
  readonly fix?: HealthFix;
}
