/** How long an edit of many tracks and actions on them take, each with its undo, and a preview. */
import { percentile } from './measures.ts';
import type { RunningDescant } from './descant.ts';

const RUNS = 5;
const WAIT_MS = 20_000;

export interface ActionFigures {
  /** Tracks that are changed. */
  readonly tracks: number;
  /** Seconds, the median of several. */
  readonly preview: number;
  /** An action on two fields of each track. */
  readonly action: number;
  readonly undoneAction: number;
  /** An edit of one field of each track. */
  readonly edit: number;
  readonly undoneEdit: number;
}

/** Changes the genre of at most `most` tracks, and their titles and albums by an action, and takes the changes back. */
export async function measureActions({ api }: RunningDescant, most: number): Promise<ActionFigures> {
  const ids = (await api.tracks.ids.query({ query: '' })).slice(0, most);
  const called = { name: 'case', parameters: { to: 'upper' }, selection: { ids }, limit: 200 };
  const end = async (run: number) => {
    for (;;) {
      const { state, result, error } = await api.actions.wait.mutate({ run, milliseconds: WAIT_MS });
      if (error !== null) throw new Error(error.message);
      if (state === 'done') return result!;
    }
  };
  const figures: Record<Exclude<keyof ActionFigures, 'tracks'>, number[]> = {
    preview: [],
    action: [],
    undoneAction: [],
    edit: [],
    undoneEdit: [],
  };
  const time = async (of: keyof typeof figures, work: () => Promise<unknown>): Promise<void> => {
    const started = performance.now();
    await work();
    figures[of].push((performance.now() - started) / 1000);
  };
  let tracks = 0;
  for (let run = 0; run < RUNS; run += 1) {
    await time('edit', () => api.tracks.edit.mutate({ ids, changes: { genre: [`Genre ${run}`] } }));
    await time('undoneEdit', () => api.history.undo.mutate({}));
    await time('preview', async () => {
      tracks = (await end((await api.actions.preview.mutate(called)).run)).tracks;
    });
    await time('action', async () => end((await api.actions.run.mutate(called)).run));
    await time('undoneAction', () => api.history.undo.mutate({}));
  }
  const median = (of: keyof typeof figures): number => percentile(figures[of], 0.5);
  return {
    tracks,
    preview: median('preview'),
    action: median('action'),
    undoneAction: median('undoneAction'),
    edit: median('edit'),
    undoneEdit: median('undoneEdit'),
  };
}
