/** Progress of scan and analysis, kept true by the event stream. */
import { useQuery } from '@tanstack/react-query';
import type { JobProgress } from '../../app/model/jobs.ts';
import { api } from './client.ts';

const NONE: readonly JobProgress[] = [];

export function useJobs(): readonly JobProgress[] {
  return useQuery(api.jobs.list.queryOptions()).data ?? NONE;
}
