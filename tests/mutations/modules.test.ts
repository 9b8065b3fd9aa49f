import { expect, test } from 'vitest';
import { isCodeUnder, targetOf } from './modules.ts';

test('a folder is measured by its own tests', () => {
  expect(targetOf('app/scan')).toEqual({ path: 'app/scan', tests: 'app/scan' });
  expect(targetOf('./fuse/tree/')).toEqual({ path: 'fuse/tree', tests: 'fuse/tree' });
});

test('a file is measured by the tests of its module, or else by those of its folder', () => {
  expect(targetOf('fuse/formats/flac/plan.ts').tests).toBe('fuse/formats');
  expect(targetOf('fuse/template/parse.ts').tests).toBe('fuse/template');
});

test('code is TypeScript under the path that is not there for tests only', () => {
  expect(isCodeUnder('fuse/formats', 'fuse/formats/flac/plan.ts')).toBe(true);
  expect(isCodeUnder('fuse/formats/flac/plan.ts', 'fuse/formats/flac/plan.ts')).toBe(true);
  expect(isCodeUnder('fuse/formats', 'fuse/formats-other/plan.ts')).toBe(false);
  expect(isCodeUnder('fuse/formats', 'fuse/formats/flac/plan.test.ts')).toBe(false);
  expect(isCodeUnder('fuse/formats', 'fuse/formats/testing/samples.ts')).toBe(false);
  expect(isCodeUnder('fuse', 'fuse/native/driver.mjs')).toBe(false);
});
