/**
 * Compares the originals with what the last scan saw: their stamps, page by page. Nothing is read of the files but what
 * their folders say, so it is a matter of seconds. What was found stays until the next comparison.
 */
import { create } from 'zustand';
import type { OriginalProblem } from '../../app/model/originals.ts';
import { errorWords, service } from './client.ts';

/** Files per call. */
const PAGE = 1000;

export interface OriginalsComparison {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Files. */
  readonly done: number;
  readonly total: number;
  readonly problems: readonly OriginalProblem[];
  /** In state `failed`. */
  readonly message: string | null;
}

const NOTHING: OriginalsComparison = { state: 'idle', done: 0, total: 0, problems: [], message: null };

export const useOriginalsComparison = create<OriginalsComparison>()(() => NOTHING);

let stop = new AbortController();

/** Compares all of them. It goes on while other pages are shown. */
export async function compareOriginals(): Promise<void> {
  stop.abort();
  const { signal } = (stop = new AbortController());
  const set = (change: Partial<OriginalsComparison>): void => {
    if (!signal.aborted) useOriginalsComparison.setState(change);
  };
  set({ ...NOTHING, state: 'running' });
  try {
    set({ total: await service.originals.count.query({ query: '' }, { signal }) });
    for (let after: number | null = 0; after !== null;) {
      const page: Awaited<ReturnType<typeof service.originals.verify.query>> = await service.originals.verify.query(
        { query: '', after, limit: PAGE },
        { signal },
      );
      const { done, total, problems } = useOriginalsComparison.getState();
      set({
        done: done + page.checked,
        // Files may have come since it began.
        total: Math.max(total, done + page.checked),
        problems: [...problems, ...page.problems],
      });
      after = page.next;
    }
    set({ state: 'done' });
  } catch (error) {
    set({ state: 'failed', message: errorWords(error) });
  }
}

/** Ends it; what was found by then stays. */
export function cancelComparison(): void {
  stop.abort();
  useOriginalsComparison.setState({ state: 'cancelled' });
}
