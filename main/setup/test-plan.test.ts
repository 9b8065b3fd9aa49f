import { expect, it } from 'vitest';
import { testPlan } from './test-plan.mjs';

const NOTHING = {
  lint: false,
  types: false,
  build: 'never',
  unit: false,
  integration: false,
  e2e: false,
  named: false,
};
const SPEC = 'tests/e2e/player.spec.ts';

it('without words all stages run', () => {
  const stages = { lint: true, types: true, build: 'always', unit: true, integration: true, e2e: true };
  expect(testPlan([])).toEqual({ ...stages, named: false, paths: [], browserPaths: [] });
});

it('named stages run, with the tests that are named behind them', () => {
  expect(testPlan(['lint'])).toMatchObject({ ...NOTHING, lint: true });
  expect(testPlan(['unit', 'fuse/formats'])).toMatchObject({ ...NOTHING, unit: true, paths: ['fuse/formats'] });
});

it('all browser tests run on a new build', () => {
  expect(testPlan(['e2e'])).toMatchObject({ ...NOTHING, build: 'always', e2e: true });
});

it('browser tests that are named by their path run on a build that is as new as its sources', () => {
  for (const path of [SPEC, `./${SPEC}`, 'tests/e2e']) {
    expect(testPlan([path])).toMatchObject({ ...NOTHING, build: 'stale', e2e: true, browserPaths: [path] });
  }
});

it('other tests that are named by their path run without a build', () => {
  expect(testPlan(['fuse/formats'])).toMatchObject({ ...NOTHING, named: true, browserPaths: [] });
  expect(testPlan(['fuse/formats', SPEC])).toMatchObject({ ...NOTHING, build: 'stale', e2e: true, named: true });
});
