/** What in a library needs attention. */

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
}

export interface HealthReport {
  /** True when no check of errors or warnings found anything. */
  readonly healthy: boolean;
  readonly checks: readonly HealthCheckReport[];
}

/** One finding of a check. */
export interface HealthItem {
  readonly trackId: number | null;
  /** Path of the original; for a refused save, the path inside the mount. */
  readonly path: string;
  /** Bytes of the path in base64, present where the path is not valid UTF-8. */
  readonly pathBase64?: string;
  readonly message: string;
  /** When it was found, in milliseconds since 1970; `null` where this is not recorded. */
  readonly since: number | null;
}

export interface HealthPage {
  readonly items: readonly HealthItem[];
  /** `after` of the request for the next page; `null` on the last page. */
  readonly next: number | null;
}
