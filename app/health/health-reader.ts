/** What the thread for long work answers about the health of the library. */
import type { OpenedPlan, OpenPlans } from '../actions/open-plans.ts';
import type { TrackReader } from '../library/track-reader.ts';
import type { HealthPage, HealthReport } from '../model/health.ts';
import type { Connection } from '../storage/connection.ts';
import { healthPage, type HealthPageRequest } from './health-pages.ts';
import { openFix, type FixRequest } from './open-fix.ts';
import { HealthSurvey, type SurveyProgress } from './survey.ts';

export class HealthReader {
  readonly #connection: Connection;
  readonly #tracks: TrackReader;
  readonly #survey: HealthSurvey;

  constructor(connection: Connection, tracks: TrackReader) {
    this.#connection = connection;
    this.#tracks = tracks;
    this.#survey = new HealthSurvey(connection);
  }

  /** What the last survey has found; null before the first. */
  report(): { readonly report: HealthReport | null; readonly isCurrent: boolean } {
    return { report: this.#survey.report, isCurrent: this.#survey.isCurrent() };
  }

  begin(): SurveyProgress {
    return this.#survey.begin();
  }

  advance(): SurveyProgress {
    return this.#survey.advance();
  }

  /** @throws UnknownCheckError */
  page(request: HealthPageRequest): HealthPage {
    return healthPage(this.#connection, this.#survey, request);
  }

  /** @param plans where the plan is opened. @throws UnknownCheckError, QueryError, FixError */
  openFix(plans: OpenPlans, request: FixRequest): OpenedPlan {
    const [connection, survey, tracks] = [this.#connection, this.#survey, this.#tracks];
    return openFix({ connection, survey, tracks, plans }, request);
  }
}
