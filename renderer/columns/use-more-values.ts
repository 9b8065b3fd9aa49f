/** What columns show that rows do not hold: tags and facts of the tracks on screen, asked for where a column needs them. */
import { useQueries } from '@tanstack/react-query';
import type { TrackRow } from '../../app/model/tracks.ts';
import { service } from '../service/client.ts';
import type { Column } from './columns.tsx';
import { NO_MORE_VALUES, type MoreValues } from './more-values.ts';

type ById = ReadonlyMap<number, MoreValues>;
type Answer = Readonly<Record<number, unknown>>;

/**
 * @param pages rows that are asked for together
 * @returns track id → what is known by now
 */
export function useMoreValues(pages: readonly (readonly TrackRow[])[], columns: readonly Column[]): ById {
  const needed = (['tags', 'facts'] as const).filter((what) => columns.some(({ needs }) => needs === what));
  return useQueries({
    queries: needed.flatMap((what) =>
      pages.map((rows) => {
        const ids = rows.map(({ id }) => id);
        return {
          queryKey: [['tracks', what], { ids }] as const,
          queryFn: async ({ signal }: { signal: AbortSignal }): Promise<{ what: typeof what; answer: Answer }> => ({
            what,
            answer: (await service.tracks[what].query({ ids }, { signal })) as Answer,
          }),
          enabled: ids.length > 0,
        };
      }),
    ),
    combine,
  });
}

function combine(results: readonly { data: { what: 'tags' | 'facts'; answer: Answer } | undefined }[]): ById {
  const found = new Map<number, MoreValues>();
  for (const { data } of results) {
    for (const [id, values] of Object.entries(data?.answer ?? {})) {
      found.set(Number(id), { ...(found.get(Number(id)) ?? NO_MORE_VALUES), [data?.what ?? 'tags']: values });
    }
  }
  return found;
}
