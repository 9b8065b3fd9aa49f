/** Fetches the table of fields once, when the page starts. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { learnFields } from '../words/field-names.ts';
import { api, service } from './client.ts';

/** Whether the names of fields are known. Components that show fields must not render before `data` is true. */
export function useFields(): UseQueryResult<true> {
  return useQuery({
    queryKey: [...api.fields.list.queryKey(), 'learnt'],
    queryFn: async () => {
      learnFields(await service.fields.list.query());
      return true as const;
    },
    gcTime: Number.POSITIVE_INFINITY,
  });
}
