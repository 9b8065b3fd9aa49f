/** The values of a column of facets: pages of them around what is on screen. */
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { FacetSort, FacetSpelling } from '../../app/model/facets.ts';
import { api } from '../service/client.ts';
import type { FacetField } from '../words/query-text.ts';

/** Values per page: more than are on screen at once, so that most lists are one page. */
const PAGE = 200;

interface FacetRequest {
  readonly field: FacetField;
  readonly query: string;
  readonly search: string;
  readonly sort: FacetSort;
  /** Milliseconds since 1970; absent for now. */
  readonly asOf?: number;
}

interface FacetValues {
  /** `null` while it is not known. */
  readonly total: number | null;
  readonly without: number;
  readonly first: readonly FacetSpelling[];
  readonly at: (index: number) => FacetSpelling | undefined;
}

/** @param span of values on screen */
export function useFacetValues(
  request: FacetRequest,
  span: { readonly first: number; readonly last: number },
  enabled: boolean,
): FacetValues {
  const pages = new Set([0]);
  for (let page = Math.floor(Math.max(0, span.first) / PAGE); page <= Math.floor(span.last / PAGE); page += 1) {
    pages.add(page);
  }
  return useQueries({
    queries: [...pages].map((page) => ({
      ...api.facets.spellings.queryOptions(
        { ...request, offset: page * PAGE, limit: PAGE },
        { trpc: { abortOnUnmount: true } },
      ),
      enabled,
      placeholderData: keepPreviousData,
    })),
    combine: (results): FacetValues => {
      const found = results.flatMap(({ data }) => data ?? []);
      const start = found.find(({ offset }) => offset === 0);
      return {
        total: start?.total ?? null,
        without: start?.without ?? 0,
        first: start?.values ?? [],
        at: (index) => {
          const page = found.find(({ offset, values }) => index >= offset && index < offset + values.length);
          return page?.values[index - page.offset];
        },
      };
    },
  });
}
