/** What actions would change, worked out anew when they or the tracks change, with the one before cancelled. */
import { useQuery } from '@tanstack/react-query';
import type { ActionResult, ActionStep } from '../../app/model/actions.ts';
import { useSettled } from '../controls/use-settled.ts';
import type { TrackChoice } from '../selection/track-choice.ts';
import { service } from '../service/client.ts';
import { previewActions } from '../service/run-actions.ts';

const SETTLE_MS = 180;
/** Changed tracks that a preview shows. */
export const SHOWN = 200;

export interface ActionPreview {
  readonly result: ActionResult;
  /** Titles of the shown tracks. */
  readonly titles: ReadonlyMap<number, string>;
}

/** @param steps `null` while one of them is not complete @returns of steps that are in force now, nothing older */
export function useActionPreview(tracks: TrackChoice, steps: readonly ActionStep[] | null) {
  const text = JSON.stringify(steps);
  const settled = useSettled(text, SETTLE_MS);
  const found = useQuery({
    queryKey: [['actions', 'preview'], { settled, tracks }] as const,
    queryFn: async ({ signal }): Promise<ActionPreview | null> => {
      const asked = JSON.parse(settled) as ActionStep[];
      const result = await previewActions({ selection: tracks, steps: asked, limit: SHOWN }, signal);
      return result === null ? null : withTitles(result, signal);
    },
    enabled: steps !== null && settled === text,
    gcTime: 0,
    retry: false,
  });
  const isNow = steps !== null && settled === text;
  return { preview: isNow ? (found.data ?? null) : null, error: isNow ? found.error : null, waiting: steps !== null };
}

/** Looks up the titles of the tracks that a result lists. */
export async function withTitles(result: ActionResult, signal: AbortSignal): Promise<ActionPreview> {
  const ids = result.changes.map(({ id }) => id);
  const tags = ids.length === 0 ? {} : await service.tracks.tags.query({ ids }, { signal });
  const titles = new Map(Object.entries(tags).map(([id, { title }]) => [Number(id), title?.[0] ?? '']));
  return { result, titles };
}
