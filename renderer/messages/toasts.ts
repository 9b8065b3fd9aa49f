/** Short messages about what has just happened, each with at most one action; the newest replaces the one before. */
import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'problem';
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

const SHOWN_MS = 8000;
const PROBLEM_SHOWN_MS = 14_000;

export const useToast = create<{ readonly toast: Toast | null }>()(() => ({ toast: null }));

let lastId = 0;
let timer: ReturnType<typeof setTimeout> | null = null;

/**
 * Shows a message; it leaves by itself unless `holdToast` is in force. A problem that is shown already does not appear
 * again: several calls may fail for one reason.
 */
export function showToast(text: string, options: { tone?: Toast['tone']; action?: Toast['action'] } = {}): void {
  const { tone = 'done', action = null } = options;
  const { toast } = useToast.getState();
  if (toast === null || tone === 'done' || toast.tone !== tone || toast.text !== text) {
    lastId += 1;
    useToast.setState({ toast: { id: lastId, text, tone, action } });
  }
  releaseToast();
}

export function hideToast(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  useToast.setState({ toast: null });
}

/** Keeps the message while the pointer or the focus is on it. */
export function holdToast(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
}

/** Lets the message leave after its time, counted from now. */
export function releaseToast(): void {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(hideToast, useToast.getState().toast?.tone === 'problem' ? PROBLEM_SHOWN_MS : SHOWN_MS);
}
