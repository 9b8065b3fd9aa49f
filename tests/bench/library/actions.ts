/** How long actions on many tracks take: a preview, and the edit with its undo. */
import { percentile } from './measures.ts';
import type { RunningDescant } from './descant.ts';

const RUNS = 5;
const WAIT_MS = 20_000;

export interface ActionFigures {
  /** Tracks that are changed. */
  readonly tracks: number;
  /** Seconds, the median of several. */
  readonly preview: number;
  readonly edit: number;
  readonly undo: number;
}

/** Changes the titles and albums of at most `most` tracks, and takes the changes back. */
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
  const figures: Record<'preview' | 'edit' | 'undo', number[]> = { preview: [], edit: [], undo: [] };
  let tracks = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    tracks = (await end((await api.actions.preview.mutate(called)).run)).tracks;
    const previewed = performance.now();
    await end((await api.actions.run.mutate(called)).run);
    const edited = performance.now();
    await api.history.undo.mutate({});
    figures.preview.push((previewed - started) / 1000);
    figures.edit.push((edited - previewed) / 1000);
    figures.undo.push((performance.now() - edited) / 1000);
  }
  return {
    tracks,
    preview: percentile(figures.preview, 0.5),
    edit: percentile(figures.edit, 0.5),
    undo: percentile(figures.undo, 0.5),
  };
}
