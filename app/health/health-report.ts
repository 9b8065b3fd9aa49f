/** What in a library needs attention: the checks with their numbers of findings, and the findings page by page. */
import { registerUnshownEdits } from '../library/unshown-edits.ts';
import type { HealthPage, HealthReport } from '../model/health.ts';
import type { Connection } from '../storage/connection.ts';
import { CHECKS, findCheck } from './check-table.ts';
import { countRows, pageOfRows } from './row-finder.ts';

/** The number of findings of each check, in the order of the table. */
export function healthReport(connection: Connection): HealthReport {
  registerUnshownEdits(connection);
  const checks = CHECKS.map(({ name, group, severity, words, finder }) => {
    const count = countRows(connection, finder);
    const { title, one, several, advice } = words;
    return { check: name, group, severity, title, count, found: count === 1 ? one : several, advice };
  });
  return { healthy: checks.every(({ count, severity }) => count === 0 || severity === 'notice'), checks };
}

/** A page of the findings of one check, after the one with key `after`; 0 for the first page. @throws UnknownCheckError */
export function healthPage(connection: Connection, check: string, after: number, limit: number): HealthPage {
  registerUnshownEdits(connection);
  return pageOfRows(connection, findCheck(check).finder, after, limit);
}
