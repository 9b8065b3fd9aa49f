/** What a fix would change, worked out when it is shown, and anew when tracks change; one before is cancelled. */
import { useQuery } from '@tanstack/react-query';
import { SHOWN, withTitles, type ActionPreview } from '../actions/use-action-preview.ts';
import { previewMending, type Mending } from '../service/mend-health.ts';

/** @param mending `null` for what has no fix */
export function useMending(mending: Mending | null) {
  const { data, error, isFetching } = useQuery({
    queryKey: [['mending'], mending] as const,
    queryFn: async ({ signal }): Promise<ActionPreview | null> => {
      const result = await previewMending(mending!, SHOWN, signal);
      return result === null ? null : withTitles(result, signal);
    },
    enabled: mending !== null,
    gcTime: 0,
    retry: false,
  });
  return { preview: data ?? null, error, isWorking: isFetching };
}
