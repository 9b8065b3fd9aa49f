/** The recordings of the library, page by page as far as the list is scrolled. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { ListedRecording } from '../../../app/model/recordings.ts';
import { service } from '../../service/client.ts';

const PAGE = 100;

interface Recordings {
  readonly rows: readonly ListedRecording[];
  readonly hasMore: boolean;
  readonly isKnown: boolean;
  readonly error: Error | null;
  readonly onRange: (first: number, last: number) => void;
}

/**
 * @param least tracks that a recording has at least
 * @param chosen a row that is looked up wherever the list is scrolled to
 */
export function useRecordings(least: number, chosen: number | null): Recordings {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [['recordings', 'list'], { least }] as const,
    queryFn: ({ pageParam, signal }) =>
      service.recordings.list.query({ after: pageParam, limit: PAGE, least }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });
  const rows = data?.pages.flatMap(({ recordings }) => recordings) ?? [];
  const known = rows.length;
  const mayFetch = hasNextPage && !isFetchingNextPage && error === null;
  useEffect(() => {
    if (chosen !== null && chosen >= known && mayFetch) void fetchNextPage();
  }, [chosen, known, mayFetch, fetchNextPage]);
  const onRange = useCallback(
    (_: number, last: number) => {
      if (last >= known - 1 && mayFetch) void fetchNextPage();
    },
    [known, mayFetch, fetchNextPage],
  );
  return { rows, hasMore: hasNextPage, isKnown: data !== undefined, error, onRange };
}
