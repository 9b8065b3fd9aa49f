import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { logPath, manifestPath, parseFileName, segmentPath } from './index-files.ts';

it('names files by kind and number, and knows them by their names', () => {
  expect([manifestPath('/i'), segmentPath('/i', 12), logPath('/i', 123_456_789)]).toEqual([
    '/i/manifest',
    '/i/segment-00000012',
    '/i/log-123456789',
  ]);
  expect(parseFileName(basename(segmentPath('/i', 12)))).toEqual({ kind: 'segment', number: 12 });
  expect(parseFileName(basename(logPath('/i', 123_456_789)))).toEqual({ kind: 'log', number: 123_456_789 });
  expect(logPath('/i', 7)).toBe('/i/log-00000007');
  expect(segmentPath('/i', 123_456_789)).toBe('/i/segment-123456789');
});

it('knows unfinished files', () => {
  for (const name of ['segment-00000012.tmp', 'manifest.tmp']) {
    expect(parseFileName(name)).toEqual({ kind: 'temporary', number: 0 });
  }
});

it('leaves other files alone', () => {
  for (const name of [
    'manifest',
    'lock',
    'segment-1',
    'notes.txt',
    'log-00000001.bak',
    'log-00000001.tmp',
    'xlog-00000001',
    'xmanifest.tmp',
    'manifest.tmpx',
  ]) {
    expect(parseFileName(name), name).toBeUndefined();
  }
});
