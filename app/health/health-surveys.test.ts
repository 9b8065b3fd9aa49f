import { beforeEach, describe, expect, it } from 'vitest';
import type { HealthReport } from '../model/health.ts';
import { HealthSurveys } from './health-surveys.ts';
import type { SurveyProgress } from './survey.ts';

const REQUEST = { check: 'missing', after: 0, offset: 0, limit: 9 };

/** A library of three pages. */
let version: number;
let surveyed: { readonly version: number; readonly report: HealthReport } | null;
let begun: number;
let pages: number;
let time: number;
let changes: number;
/** Ends the pause that somebody waits for, and says how long it is. */
let pauses: { readonly milliseconds: number; readonly end: () => void }[];
let told: SurveyProgress[];
/** Called before each page. */
let onPage: () => Promise<void>;

beforeEach(() => {
  [version, surveyed, begun, pages, time, changes] = [1, null, 0, 0, 0, 0];
  [pauses, told] = [[], []];
  onPage = async () => {};
});

function surveys(): HealthSurveys {
  let at = 1;
  return new HealthSurveys({
    read: {
      healthReport: async () => ({ report: surveyed?.report ?? null, isCurrent: surveyed?.version === version }),
      beginHealthSurvey: async () => {
        begun += 1;
        pages = 0;
        at = version;
        return { done: 0, total: 3, isComplete: false };
      },
      advanceHealthSurvey: async () => {
        await onPage();
        pages += 1;
        time += 100;
        if (pages === 3) surveyed = { version: at, report: { healthy: at === 1, checks: [] } };
        return { done: pages, total: 3, isComplete: pages === 3 };
      },
      healthPage: async () => ({ items: [], next: null }),
    },
    prepare: async () => {},
    onChanged: () => (changes += 1),
    onProblem: (error) => {
      throw error;
    },
    now: () => time,
    onProgress: (progress) => told.push(progress),
    sleep: (milliseconds, signal) =>
      new Promise<void>((resolve, reject) => {
        pauses.push({ milliseconds, end: resolve });
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  });
}

const toEnd = (survey: Promise<void>): Promise<void> => survey;

describe('the health of a library', () => {
  it('is surveyed when somebody waits for it, once for all who do, and not again while nothing is written', async () => {
    const health = surveys();
    const states = await Promise.all([health.state(toEnd), health.state(toEnd)]);
    for (const state of states) {
      expect(state).toEqual({
        report: { healthy: true, checks: [] },
        isCurrent: true,
        isCancelled: false,
        done: 3,
        total: 3,
      });
    }
    await health.state(toEnd);
    await health.upToDate();
    expect(begun).toBe(1);
    version = 2;
    expect((await health.state(toEnd)).report).toEqual({ healthy: false, checks: [] });
    expect(begun).toBe(2);
  });

  it('is what is known for somebody who only looks, who is told when there are other numbers', async () => {
    const health = surveys();
    expect(await health.state(null)).toMatchObject({ report: null, isCurrent: false });
    await health.upToDate();
    expect(changes).toBe(1);
    expect(await health.state(null)).toMatchObject({ report: { healthy: true }, isCurrent: true });
  });

  it('is not surveyed all the time for those who only look, while something writes', async () => {
    const health = surveys();
    await health.state(toEnd);
    version = 2;
    time += 2999;
    expect(await health.state(null)).toMatchObject({ report: { healthy: true } });
    expect(begun).toBe(1);
    time += 1;
    await health.state(null);
    await health.upToDate();
    expect(begun).toBe(2);
  });

  it('is surveyed after the pause, once, for those who have looked in it', async () => {
    const health = surveys();
    await health.state(toEnd);
    version = 2;
    await Promise.all([health.state(null), health.state(null)]);
    expect(pauses.map(({ milliseconds }) => milliseconds)).toEqual([3000]);
    time += 3000;
    pauses[0]!.end();
    await health.upToDate();
    expect(begun).toBe(2);
    expect((await health.state(null)).report).toEqual({ healthy: false, checks: [] });
    expect(pauses).toHaveLength(1);
  });

  it('is not surveyed after a pause in which the service ends', async () => {
    const health = surveys();
    await health.state(toEnd);
    version = 2;
    await health.state(null);
    await health.close();
    expect(begun).toBe(1);
  });

  it('tells how far a survey has come, and when it has ended', async () => {
    const health = surveys();
    await health.state(toEnd);
    expect(told).toEqual([
      { done: 0, total: 3, isComplete: false },
      { done: 1, total: 3, isComplete: false },
      { done: 2, total: 3, isComplete: false },
      { done: 3, total: 3, isComplete: true },
    ]);
  });

  it('is up to date for a fix, although a survey was at work when something was written', async () => {
    const health = surveys();
    const written = Promise.withResolvers<void>();
    onPage = async () => {
      if (begun > 1) return;
      version = 2;
      written.resolve();
    };
    void health.state(toEnd);
    await written.promise;
    await health.upToDate();
    expect(surveyed!.version).toBe(2);
  });

  it('has findings after the first survey', async () => {
    expect(await surveys().page(REQUEST)).toEqual({ items: [], next: null });
    expect(begun).toBe(1);
  });

  it('is surveyed no further when a person cancels that, and again when a person asks', async () => {
    const health = surveys();
    await health.cancel();
    expect(health.running).toBeNull();
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    onPage = () => {
      reached.resolve();
      return goOn.promise;
    };
    const waiting = expect(health.state(toEnd)).rejects.toMatchObject({ code: 'SURVEY_CANCELLED' });
    await reached.promise;
    expect(health.running).toEqual({ done: 0, total: 3 });
    const cancelled = health.cancel();
    goOn.resolve();
    await Promise.all([cancelled, waiting]);
    expect([pages, health.running]).toEqual([1, null]);
    // Those who only look begin no other one, also after the pause.
    time += 100_000;
    expect(await health.state(null)).toMatchObject({ report: null, isCurrent: true, isCancelled: true });
    expect([begun, pauses]).toEqual([1, []]);
    onPage = async () => {};
    expect(await health.state(toEnd)).toMatchObject({ report: { healthy: true }, isCancelled: false });
  });

  it('ends its survey with a page when the service ends', async () => {
    const health = surveys();
    const page = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    onPage = async () => {
      reached.resolve();
      await page.promise;
    };
    void health.state(null);
    await reached.promise;
    const closed = health.close();
    page.resolve();
    await closed;
    expect(pages).toBe(1);
  });
});
