/**
 * Every check, in the order in which help, reports and the page list them.
 *
 * To add a check: write a file in `checks` with a `HealthCheck`, and add a row here. What the analysis has stored is
 * found by `fileFinder` with the table `analysis` joined: see `checks/unanalysed.ts`.
 */
import { nearest } from '../library/query/nearest.ts';
import type { HealthCheck } from './check.ts';
import { changed } from './checks/changed.ts';
import { damaged } from './checks/damaged.ts';
import { missing } from './checks/missing.ts';
import { refused } from './checks/refused.ts';
import { unanalysed } from './checks/unanalysed.ts';
import { unreadable } from './checks/unreadable.ts';
import { unshown } from './checks/unshown.ts';
import { untagged } from './checks/untagged.ts';

export const CHECKS: readonly HealthCheck[] = [
  // Files
  unreadable,
  damaged,
  missing,
  // The mount
  changed,
  unshown,
  refused,
  // The sound
  unanalysed,
  // Tags
  untagged,
];

const byName = new Map(CHECKS.map((check) => [check.name, check]));

/** There is no check of this name. */
export class UnknownCheckError extends Error {
  readonly code = 'UNKNOWN_CHECK';
  constructor(name: string) {
    const near = nearest(name, [...byName.keys()]);
    const hint = near === null ? '; descant health --json lists the checks' : `; did you mean ${near}?`;
    super(`there is no check "${name}"${hint}`);
    this.name = 'UnknownCheckError';
  }
}

/** @throws UnknownCheckError */
export function findCheck(name: string): HealthCheck {
  const check = byName.get(name.toLowerCase());
  if (!check) throw new UnknownCheckError(name);
  return check;
}
