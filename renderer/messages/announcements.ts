/**
 * What screen readers are told without a change of focus, through one polite live region. Callers keep it rare:
 * repeated progress goes through `announceRarely`.
 */
import { create } from 'zustand';

const PROGRESS_INTERVAL_MS = 30_000;

export const useAnnouncement = create<{ readonly text: string }>()(() => ({ text: '' }));

export function announce(text: string): void {
  useAnnouncement.setState({ text });
}

const lastSaid = new Map<string, number>();

/** Says something about an ongoing thing, at most twice a minute for each `topic`. */
export function announceRarely(topic: string, text: string, now = Date.now()): void {
  if (now - (lastSaid.get(topic) ?? Number.NEGATIVE_INFINITY) < PROGRESS_INTERVAL_MS) return;
  lastSaid.set(topic, now);
  announce(text);
}

/** Says the next thing about a topic at once, however short ago the last was. */
export function announceNext(topic: string): void {
  lastSaid.delete(topic);
}
