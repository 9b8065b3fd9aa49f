import { beforeEach, describe, expect, it } from 'vitest';
import { OverlayError } from '../../fuse/overlay/errors.ts';
import { ProblemReports, QUIET_PERIOD } from './problem-reports.ts';

let now: number;
let sent: unknown[];
let reports: ProblemReports;

beforeEach(() => {
  now = 0;
  sent = [];
  reports = new ProblemReports(
    (problem) => sent.push(problem),
    () => now,
  );
});

describe('a problem', () => {
  it('is reported once within a period, and again after it', () => {
    for (const at of [0, 1, QUIET_PERIOD - 1]) {
      now = at;
      reports.report('slow disk', null);
    }
    expect(sent).toEqual([{ message: 'slow disk', trackId: null }]);
    now = QUIET_PERIOD;
    reports.report('slow disk', null);
    expect(sent).toHaveLength(2);
  });

  it('does not hide another', () => {
    reports.report('slow disk', null);
    reports.report('changed', 7);
    expect(sent).toEqual([
      { message: 'slow disk', trackId: null },
      { message: 'changed', trackId: 7 },
    ]);
  });

  it('is forgotten when there are a thousand others', () => {
    for (let i = 0; i < 1000; i++) reports.report(`problem ${i}`, null);
    reports.report('problem 0', null);
    expect(sent).toHaveLength(1000);
    reports.report('one more', null);
    reports.report('problem 0', null);
    expect(sent).toHaveLength(1002);
  });
});

describe('an operation that failed', () => {
  it('is a problem of its track where the original cannot be read', () => {
    reports.failure('read', new OverlayError('EIO', 'the original has changed'), 7);
    expect(sent).toEqual([{ message: 'the original has changed', trackId: 7 }]);
  });

  it('is one of no track where it concerns none', () => {
    reports.failure('read', new OverlayError('EIO', 'a broken disk'), null);
    expect(sent).toEqual([{ message: 'a broken disk', trackId: null }]);
  });

  it('is one of the operation where the error is not expected', () => {
    reports.failure('read', new Error('a fault'), 7);
    reports.failure('list', 'odd', null);
    expect(sent).toEqual([
      { message: 'read: a fault', trackId: null },
      { message: 'list: odd', trackId: null },
    ]);
  });

  it('is left out where the program was refused something', () => {
    for (const code of ['EROFS', 'EPERM', 'ENOTEMPTY', 'ENOENT'] as const) {
      reports.failure('remove', new OverlayError(code, 'refused'), 7);
    }
    expect(sent).toEqual([]);
  });
});
