/** The library in numbers; `null` until the service has answered. */
import { useQuery } from '@tanstack/react-query';
import type { LibrarySummary } from '../../app/model/library.ts';
import { api } from './client.ts';

export function useSummary(): LibrarySummary | null {
  return useQuery(api.library.summary.queryOptions()).data ?? null;
}
