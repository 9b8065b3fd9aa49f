/** The paths that a template and a query give, looked up when typing stops; the last valid ones stay meanwhile. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MountPreview, NameTarget } from '../../app/model/mount.ts';
import { api, errorWords, refusalOf } from '../service/client.ts';
import { useSettled } from '../controls/use-settled.ts';
import { problemField, type ViewProblem } from './view-problem.ts';

const SHOWN = 8;
/** Milliseconds without a key. */
const CALM = 250;

export interface PreviewState {
  /** `null` until the service has answered. */
  readonly preview: MountPreview | null;
  readonly problem: ViewProblem | null;
  /** Whether what is shown is no longer, or not yet, what was typed. */
  readonly behind: boolean;
}

export function usePreview(typed: {
  readonly template: string;
  readonly query: string;
  readonly names: NameTarget;
}): PreviewState {
  const template = useSettled(typed.template, CALM);
  const query = useSettled(typed.query, CALM);
  const { data, error, isFetching } = useQuery({
    ...api.mount.preview.queryOptions(
      { template, query, names: typed.names, limit: SHOWN },
      { trpc: { abortOnUnmount: true } },
    ),
    placeholderData: keepPreviousData,
  });
  const [last, setLast] = useState<MountPreview | null>(null);
  if (data !== undefined && data !== last) setLast(data);
  return {
    preview: data ?? last,
    problem: error === null ? null : { field: fieldOf(error), text: errorWords(error) },
    behind: isFetching || error !== null || template !== typed.template || query !== typed.query,
  };
}

function fieldOf(error: unknown): ViewProblem['field'] {
  const refusal = refusalOf(error);
  return refusal === null ? null : problemField(refusal.reason, refusal.path);
}
