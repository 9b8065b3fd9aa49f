/**
 * When the library is surveyed for its health: when somebody asks and something has been written since the last survey.
 * A survey runs page by page in the thread for long work, so that the service's own thread and other calls go on.
 *
 * While a scan or the analysis writes all the time, each answer would be out of date at once. Whoever only looks gets
 * what is known then, and the next survey begins after a pause of several times its length: for those who have looked in
 * the pause at its end.
 */
import type { HealthPage, HealthReport, HealthState } from '../model/health.ts';
import { MESSAGES } from '../model/messages.ts';
import type { HealthPageRequest } from './health-pages.ts';
import type { SurveyProgress } from './survey.ts';

/** Somebody has cancelled the survey that was waited for. */
export class SurveyCancelledError extends Error {
  readonly code = 'SURVEY_CANCELLED';
  constructor() {
    super(MESSAGES.SURVEY_CANCELLED);
    this.name = 'SurveyCancelledError';
  }
}

/** A pause is so many times as long as the survey before it. */
const PAUSE = 10;

/** Read methods of the library that surveys use. */
export interface HealthReads {
  healthReport(): Promise<{ readonly report: HealthReport | null; readonly isCurrent: boolean }>;
  beginHealthSurvey(): Promise<SurveyProgress>;
  advanceHealthSurvey(): Promise<SurveyProgress>;
  healthPage(request: HealthPageRequest): Promise<HealthPage>;
}

export interface SurveyTools {
  readonly read: HealthReads;
  /** Waits until albums are derived from what is known of tracks. */
  readonly prepare: () => Promise<void>;
  /** Called when a survey has found other numbers than the one before. */
  readonly onChanged: () => void;
  /** Called before and behind each page of a survey. */
  readonly onProgress: (progress: SurveyProgress) => void;
  readonly onProblem: (error: Error) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

export class HealthSurveys {
  readonly #tools: SurveyTools;
  #running: Promise<void> | null = null;
  #progress = { done: 0, total: 0 };
  /** Until then nobody who only looks begins a survey. */
  #pauseEnds = 0;
  /** Whether somebody has looked in the pause, and is told of the survey at its end. */
  #isAwaited = false;
  /** Whether a person has ended the last survey; none begins then for those who only look. */
  #isCancelled = false;
  readonly #closing = new AbortController();

  constructor(tools: SurveyTools) {
    this.#tools = tools;
  }

  /**
   * What is known, and a survey if that is out of date.
   * @param wait resolves when the caller waits no longer for the survey; null for a caller that only looks
   */
  async state(wait: ((survey: Promise<void>) => Promise<unknown>) | null): Promise<HealthState> {
    const { read, now } = this.#tools;
    if (this.#running === null) {
      const { report, isCurrent } = await read.healthReport();
      const isLookedAt = !this.#isCancelled && (report === null || now() >= this.#pauseEnds);
      if (!isCurrent && (wait !== null || isLookedAt)) this.#begin();
      else if (!isCurrent && !this.#isCancelled) void this.#beginAfterPause();
    }
    const running = this.#running;
    if (running !== null && wait !== null) await wait(running);
    const isCurrent = running === null || this.#running !== running;
    const { report } = await read.healthReport();
    return { report, isCurrent, isCancelled: this.#isCancelled, ...this.#progress };
  }

  /** Resolves when what is known holds for everything that was written before the call. */
  async upToDate(): Promise<void> {
    await this.#running?.catch(() => {});
    if ((await this.#tools.read.healthReport()).isCurrent) return;
    await this.#begin();
  }

  /** Findings of a check: see `healthPage`. The first survey is waited for. */
  async page(request: HealthPageRequest): Promise<HealthPage> {
    const { read } = this.#tools;
    if ((await read.healthReport()).report === null) await this.#begin();
    return read.healthPage(request);
  }

  /** How far the survey at work is; null while none is. */
  get running(): { readonly done: number; readonly total: number } | null {
    return this.#running === null ? null : this.#progress;
  }

  /** Ends the survey at work with its page. What is known stays as it was, and whoever waits for the survey gets an error. */
  async cancel(): Promise<void> {
    if (this.#running === null) return;
    this.#isCancelled = true;
    await this.#running.catch(() => {});
  }

  /** A survey at work ends with its page. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the service ends'));
    await this.#running?.catch(() => {});
  }

  /** Begins a survey unless one is at work, and resolves at its end. */
  #begin(): Promise<void> {
    if (this.#running !== null) return this.#running;
    this.#isCancelled = false;
    const survey = this.#survey().finally(() => {
      this.#running = null;
      this.#tools.onProgress({ ...this.#progress, isComplete: true });
    });
    survey.catch((error: Error) => {
      if (!(error instanceof SurveyCancelledError)) this.#tools.onProblem(error);
    });
    this.#running = survey;
    return survey;
  }

  async #survey(): Promise<void> {
    const { read, prepare, onChanged, now } = this.#tools;
    const before = JSON.stringify((await read.healthReport()).report);
    await prepare();
    const start = now();
    let progress = await read.beginHealthSurvey();
    while (!progress.isComplete && !this.#closing.signal.aborted) {
      if (this.#isCancelled) throw new SurveyCancelledError();
      this.#tell(progress);
      progress = await read.advanceHealthSurvey();
    }
    this.#pauseEnds = now() + PAUSE * (now() - start);
    const isChanged = JSON.stringify((await read.healthReport()).report) !== before;
    this.#progress = { done: progress.done, total: progress.total };
    if (isChanged) onChanged();
  }

  #tell(progress: SurveyProgress): void {
    this.#progress = { done: progress.done, total: progress.total };
    this.#tools.onProgress(progress);
  }

  /** Begins a survey when the pause is over, unless nothing is out of date then. */
  async #beginAfterPause(): Promise<void> {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    const { sleep, now, onProblem } = this.#tools;
    try {
      await sleep(this.#pauseEnds - now(), this.#closing.signal);
      this.#isAwaited = false;
      await this.upToDate();
    } catch (error) {
      this.#isAwaited = false;
      if (!this.#closing.signal.aborted && !(error instanceof SurveyCancelledError)) onProblem(error as Error);
    }
  }
}
