/** For tests: surveys of a library whose connection the test has. */
import { Catalogue } from '../library/catalogue/catalogue.ts';
import type { HealthItem } from '../model/health.ts';
import type { Connection } from '../storage/connection.ts';
import { healthPage } from './health-pages.ts';
import { HealthSurvey } from './survey.ts';

/** A complete survey. Albums are those that the catalogue knows. */
export function surveyed(connection: Connection): HealthSurvey {
  const survey = new HealthSurvey(connection);
  survey.begin();
  while (!survey.advance().isComplete);
  return survey;
}

/** How much each check finds, without those that find nothing. */
export function countsOf(connection: Connection): Record<string, number> {
  const { checks } = surveyed(connection).report!;
  return Object.fromEntries(checks.filter(({ count }) => count > 0).map(({ check, count }) => [check, count]));
}

/** What a check finds, albums derived before. */
export async function findingsOf(connection: Connection, check: string): Promise<readonly HealthItem[]> {
  await new Catalogue(connection).settle();
  return healthPage(connection, surveyed(connection), { check, after: 0, offset: 0, limit: 100 }).items;
}
