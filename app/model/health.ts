/** What in a library needs attention. */

/** The checks of `descant health`, in the order in which they are reported. */
export const HEALTH_CHECKS = [
  'unreadable',
  'damaged',
  'missing',
  'changed',
  'unshown',
  'refused',
  'unanalysed',
  'untagged',
] as const;
export type HealthCheckName = (typeof HEALTH_CHECKS)[number];

export interface HealthReport {
  /** True when no check found anything. */
  readonly healthy: boolean;
  readonly checks: readonly { readonly check: HealthCheckName; readonly count: number; readonly advice: string }[];
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
