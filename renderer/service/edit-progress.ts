/** The progress of an edit of many tracks, shown where it takes longer than a moment. */
import { create } from 'zustand';

/** An edit that ends within this time shows no progress: it would only flash. */
export const SHOWN_AFTER_MS = 1000;

interface EditProgress {
  readonly done: number;
  readonly total: number;
}

/** `null` while nothing is to be shown. */
export const useEditProgress = create<{ readonly shown: EditProgress | null }>()(() => ({ shown: null }));

let began: number | null = null;

/** Takes in how far an edit has come; it has ended when `done` is `total`. */
export function takeEditProgress({ done, total }: EditProgress, now = Date.now()): void {
  if (done >= total) {
    endEditProgress();
    return;
  }
  began ??= now;
  if (now - began >= SHOWN_AFTER_MS) useEditProgress.setState({ shown: { done, total } });
}

/** Forgets an edit of whose end nothing was heard, because the connection was lost. */
export function endEditProgress(): void {
  began = null;
  useEditProgress.setState({ shown: null });
}
