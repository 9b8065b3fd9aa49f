import { beforeEach, describe, expect, it } from 'vitest';
import { endEditProgress, SHOWN_AFTER_MS, takeEditProgress, useEditProgress } from './edit-progress.ts';

const shown = () => useEditProgress.getState().shown;

beforeEach(endEditProgress);

describe('the progress of an edit', () => {
  it('is shown once the edit has taken a second, until it has ended', () => {
    takeEditProgress({ done: 0, total: 12_600 }, 5000);
    takeEditProgress({ done: 500, total: 12_600 }, 5000 + SHOWN_AFTER_MS - 1);
    expect(shown()).toBeNull();
    takeEditProgress({ done: 1000, total: 12_600 }, 5000 + SHOWN_AFTER_MS);
    expect(shown()).toEqual({ done: 1000, total: 12_600 });
    takeEditProgress({ done: 12_600, total: 12_600 }, 9000);
    expect(shown()).toBeNull();
  });

  it('begins anew with each edit', () => {
    takeEditProgress({ done: 0, total: 600 }, 0);
    takeEditProgress({ done: 600, total: 600 }, 100);
    takeEditProgress({ done: 0, total: 600 }, 5000);
    expect(shown()).toBeNull();
    takeEditProgress({ done: 500, total: 600 }, 6000);
    expect(shown()).toEqual({ done: 500, total: 600 });
  });

  it('is forgotten with the connection', () => {
    takeEditProgress({ done: 0, total: 600 }, 0);
    takeEditProgress({ done: 500, total: 600 }, 2000);
    endEditProgress();
    expect(shown()).toBeNull();
  });
});
