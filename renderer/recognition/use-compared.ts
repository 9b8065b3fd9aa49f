/** How sounds compare with the first of them, asked one by one. */
import { useQueries } from '@tanstack/react-query';
import { api, errorWords } from '../service/client.ts';
import { lanesOf, type Compared, type Lane, type LaneSound } from './sound-lanes.ts';

export function useCompared(sounds: readonly LaneSound[]): Lane[] {
  const [first, ...others] = sounds;
  const answers = useQueries({
    queries: others.map(({ id }) => ({
      ...api.recognition.compare.queryOptions(
        { first: { id: first?.id ?? id }, second: { id } },
        { trpc: { abortOnUnmount: true } },
      ),
      retry: false,
    })),
  });
  const compared = answers.map(({ data, error }): Compared =>
    error === null ? (data ?? null) : { problem: errorWords(error) },
  );
  return lanesOf(sounds, compared);
}
