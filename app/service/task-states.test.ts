import { describe, expect, it } from 'vitest';
import { tasksOf } from './task-states.ts';
import { NothingToPauseError } from './tasks.ts';

type Parts = Parameters<typeof tasksOf>[0];

const ENDED = { isPaused: false, done: 0, total: 0, message: null, code: null };
const RUNNING = { ...ENDED, state: 'running' as const };
const NO_DUMPS = {
  estimate: null,
  file: null,
  files: 0,
  filesDone: 0,
  rows: {},
  repeated: 0,
  refused: 0,
  problems: [],
  damaged: 0,
};
const job = { cancel: () => {}, setPaused: () => {}, onStart: () => {} };

/** Jobs of which each has begun and knows no total yet. */
const parts: Parts = {
  dumps: { ...job, progress: { ...RUNNING, ...NO_DUMPS } },
  imports: { ...job, canPause: true, progress: { ...RUNNING, step: 'sound', total: null } },
  copies: { ...job, result: null, progress: { ...RUNNING, total: null, directory: '/device', path: null } },
  exports: { ...job, progress: RUNNING },
  backup: { ...job, progress: { ...RUNNING, part: null, path: '/backup', written: null } },
  rebuild: {
    ...job,
    canPause: true,
    progress: { ...RUNNING, part: 'search', tracks: null, fingerprints: null, filesToAnalyse: null },
  },
};

describe('how far jobs are', () => {
  it('is told of all of them alike, without a total that is not known', () => {
    const states = Object.values(tasksOf(parts)).map((task) => task.state());
    for (const state of states) {
      expect(state).toMatchObject({ state: 'running', isPaused: false, done: 0, failed: 0, message: null, code: null });
    }
    expect(states.map(({ what }) => what)).toEqual([null, null, '/device', null, '/backup', null]);
    expect(tasksOf(parts).dumps.state().total).toBeNull();
    expect(tasksOf(parts).rebuild.state().total).toBeNull();
  });

  it('names the file of a dump, not its folder, and counts the files that a copy has left out', () => {
    const failed = [{ path: 'a', message: 'it cannot be read' }];
    const result = { copied: [], unchanged: 0, deleted: [], stale: [], failed, bytes: 0, cancelled: false };
    const tasks = tasksOf({
      ...parts,
      dumps: { ...parts.dumps, progress: { ...parts.dumps.progress, file: '/dumps/track.jsonl.gz' } },
      copies: { ...parts.copies, result },
    });
    expect(tasks.dumps.state().what).toBe('track.jsonl.gz');
    expect(tasks.copies.state().failed).toBe(1);
  });

  it('says which step cannot rest', () => {
    const canPause = (changed: Partial<Parts>): readonly boolean[] =>
      Object.values(tasksOf({ ...parts, ...changed })).map((task) => task.state().canPause);
    expect(canPause({})).toEqual([true, true, true, true, false, true]);
    const imports = { ...parts.imports, canPause: false };
    const rebuild = { ...parts.rebuild, canPause: false };
    expect(canPause({ imports, rebuild })).toEqual([true, false, true, true, false, false]);
    expect(() => tasksOf(parts).backup.setPaused(true)).toThrow(NothingToPauseError);
  });
});
