import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hideToast, holdToast, releaseToast, showToast, useToast } from './toasts.ts';

const shown = (): string | null => useToast.getState().toast?.text ?? null;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  hideToast();
  vi.useRealTimers();
});

describe('short messages', () => {
  it('leave after eight seconds, problems after fourteen', () => {
    showToast('Saved');
    vi.advanceTimersByTime(7999);
    expect(shown()).toBe('Saved');
    vi.advanceTimersByTime(1);
    expect(shown()).toBeNull();
    showToast('Not saved', { tone: 'problem' });
    vi.advanceTimersByTime(13_999);
    expect(shown()).toBe('Not saved');
    vi.advanceTimersByTime(1);
    expect(shown()).toBeNull();
  });

  it('replace one another, each with its own time', () => {
    showToast('First');
    const first = useToast.getState().toast?.id;
    vi.advanceTimersByTime(6000);
    showToast('Second');
    expect(useToast.getState().toast?.id).not.toBe(first);
    vi.advanceTimersByTime(6000);
    expect(shown()).toBe('Second');
  });

  it('appear once for one problem, which then stays for its whole time again', () => {
    showToast('The service does not answer.', { tone: 'problem' });
    const first = useToast.getState().toast;
    vi.advanceTimersByTime(10_000);
    showToast('The service does not answer.', { tone: 'problem' });
    expect(useToast.getState().toast).toBe(first);
    vi.advanceTimersByTime(13_999);
    expect(shown()).not.toBeNull();
    showToast('Another problem', { tone: 'problem' });
    expect(useToast.getState().toast?.id).not.toBe(first?.id);
  });

  it('appear anew for each thing done, even in the same words', () => {
    showToast('Title changed on 1 track');
    const first = useToast.getState().toast?.id;
    showToast('Title changed on 1 track');
    expect(useToast.getState().toast?.id).not.toBe(first);
    showToast('Title changed on 1 track', { tone: 'problem' });
    expect(useToast.getState().toast?.tone).toBe('problem');
  });

  it('stay while they are held, and get their whole time again afterwards', () => {
    showToast('Saved');
    vi.advanceTimersByTime(7000);
    holdToast();
    vi.advanceTimersByTime(60_000);
    expect(shown()).toBe('Saved');
    releaseToast();
    vi.advanceTimersByTime(7999);
    expect(shown()).toBe('Saved');
    vi.advanceTimersByTime(1);
    expect(shown()).toBeNull();
  });

  it('are messages of something done, without an action, unless said otherwise', () => {
    showToast('Saved');
    expect(useToast.getState().toast).toMatchObject({ tone: 'done', action: null });
    const action = { label: 'Undo', run: () => {} };
    showToast('Removed', { action });
    expect(useToast.getState().toast?.action).toBe(action);
  });
});
