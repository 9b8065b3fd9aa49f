import { describe, expect, it } from 'vitest';
import { addCounts, closingLine, countsOfPlaywright, countsOfRunner, countsOfStage, noCounts } from './test-counts.mjs';

const PLAYWRIGHT_REPORT = {
  suites: [
    {
      title: 'library.spec.ts',
      specs: [{ title: 'opens', tests: [{ status: 'expected' }] }],
      suites: [
        {
          title: 'the table',
          specs: [
            { title: 'sorts', tests: [{ status: 'unexpected' }] },
            { title: 'wobbles', tests: [{ status: 'flaky' }] },
            {
              title: 'runs in Electron',
              tests: [{ status: 'skipped', annotations: [{ type: 'skip', description: 'no binary' }] }],
            },
          ],
        },
      ],
    },
  ],
  errors: [{ message: 'no browser\nat somewhere' }],
};

describe('the closing line', () => {
  it('is the sum of all reports', () => {
    const counts = addCounts([
      countsOfStage('lint', 0),
      countsOfStage('types', 2),
      countsOfPlaywright(PLAYWRIGHT_REPORT),
    ]);
    expect(closingLine(counts)).toBe('2 passed, 4 failed, 1 skipped');
  });
});

describe('Playwright’s report', () => {
  it('gives failures by name, and skips with their reason; a test that needed a second try has failed', () => {
    expect(countsOfPlaywright(PLAYWRIGHT_REPORT)).toEqual({
      passed: 1,
      failed: ['library.spec.ts › the table › sorts', 'library.spec.ts › the table › wobbles', 'no browser'],
      skipped: [{ name: 'library.spec.ts › the table › runs in Electron', reason: 'no binary' }],
    });
  });
});

describe('a runner', () => {
  it('that left no report has failed', () => {
    expect(countsOfRunner('unit', 0, null).failed).toHaveLength(1);
  });

  it('that failed outside its tests has failed', () => {
    expect(countsOfRunner('unit', 1, { ...noCounts(), passed: 3 }).failed).toEqual([
      'unit: it failed outside its tests',
    ]);
  });

  it('that found no test has failed', () => {
    expect(countsOfRunner('unit', 0, noCounts()).failed).toEqual(['unit: it ran no test']);
  });

  it('that agrees with its report is taken at its word', () => {
    const counts = { passed: 1, failed: ['a'], skipped: [] };
    expect(countsOfRunner('unit', 1, counts)).toEqual(counts);
  });
});
