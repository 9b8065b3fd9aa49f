import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundlesAreStale } from './bundles.mjs';

let root: string;
const at = (path: string, seconds: number): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
  utimesSync(join(root, path), seconds, seconds);
};
const folderAt = (path: string, seconds: number): void => utimesSync(join(root, path), seconds, seconds);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'descant-bundles-'));
  at('renderer/controls/ProgressBar.tsx', 1000);
  folderAt('renderer/controls', 1000);
  folderAt('renderer', 1000);
  for (const result of ['dist/renderer/index.html', 'dist/main/electron.js', 'dist/main/preload.cjs']) at(result, 2000);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the bundles', () => {
  it('are fresh when nothing they are made from is newer', () => {
    expect(bundlesAreStale(root)).toBe(false);
  });

  it('are stale when a source deep down is newer', () => {
    at('renderer/controls/ProgressBar.tsx', 3000);
    expect(bundlesAreStale(root)).toBe(true);
  });

  it('are stale when a source was deleted since', () => {
    folderAt('renderer/controls', 3000);
    expect(bundlesAreStale(root)).toBe(true);
  });

  it('are stale when one of them is missing', () => {
    rmSync(join(root, 'dist/main/preload.cjs'));
    expect(bundlesAreStale(root)).toBe(true);
  });
});
