/**
 * The way to the library service: typed calls, and one cache of what it answered.
 *
 * What is cached stays valid until an event says otherwise (`follow-events.ts`), so nothing is fetched twice
 * and nothing is polled. All addresses are relative: the page and the service are one origin.
 */
import { QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  isTRPCClientError,
  splitLink,
} from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../app/api/router.ts';
import { asSentence } from '../words/sentence.ts';
import { saidMessage, serviceMessage, t, type Text } from '../words/text.ts';
import { inTurn } from './in-turn.ts';
import { fetchAsPage, NoAccessError } from './page-access.ts';

const ENDPOINT = '/trpc';

/** Unused pages leave the cache after this time: what is kept stays small however far one scrolls. */
const UNUSED_MS = 60_000;

/** Longest address of a batched read; longer batches are split. */
const LONGEST_URL = 6000;

/** Reads whose input may be longer than an address: they are sent as POST. */
const LONG_READS = new Set([
  'tracks.matching',
  'tracks.compare',
  'tracks.tags',
  'tracks.facts',
  'playlists.items',
  'submissions.preview',
]);

/** Reads that are asked for beside the rows while one types, and that take longer than rows. */
const COUNTING_READS = new Set(['facets.spellings', 'facets.list', 'artists.list']);

const countInTurn = inTurn(fetchAsPage);

const LOST_CONNECTION_RETRIES = 3;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: UNUSED_MS,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (failures, error) => isUnreachable(error) && !hasNoAccess(error) && failures < LOST_CONNECTION_RETRIES,
    },
  },
});

export const service = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url: ENDPOINT }),
      false: splitLink({
        condition: (operation) => LONG_READS.has(operation.path),
        true: httpLink({
          url: ENDPOINT,
          methodOverride: 'POST',
          fetch: (address, options) => fetchAsPage(address, options as RequestInit),
        }),
        false: splitLink({
          condition: (operation) => COUNTING_READS.has(operation.path),
          true: httpLink({ url: ENDPOINT, fetch: (address, options) => countInTurn(address, options as RequestInit) }),
          false: httpBatchStreamLink({
            url: ENDPOINT,
            maxURLLength: LONGEST_URL,
            fetch: (address, options) => fetchAsPage(address, options as RequestInit),
          }),
        }),
      }),
    }),
  ],
});

export const api = createTRPCOptionsProxy<AppRouter>({ client: service, queryClient: queries });

/** Whether a call failed before the service answered it. */
export function isUnreachable(error: unknown): boolean {
  return isTRPCClientError<AppRouter>(error) && error.data === undefined;
}

function hasNoAccess(error: unknown): boolean {
  return isTRPCClientError<AppRouter>(error) && error.cause instanceof NoAccessError;
}

/** Whether the service refused what was asked because of how it was asked (a malformed query, a bad field name). */
export function isBadRequest(error: unknown): boolean {
  return isTRPCClientError<AppRouter>(error) && error.data?.code === 'BAD_REQUEST';
}

/** The service's code for what it refused (`BAD_TEMPLATE`, `BAD_SETTING` …) and the place or file it is about; `null` without an answer. */
export function refusalOf(error: unknown): { readonly reason: string; readonly path: string } | null {
  if (!isTRPCClientError<AppRouter>(error) || !error.data) return null;
  return { reason: error.data.reason, path: error.data.path ?? '' };
}

/** The character of a query at which the service does not understand it, from 0; `null` where it names none. */
export function placeOf(error: unknown): number | null {
  return isTRPCClientError<AppRouter>(error) ? (error.data?.position ?? null) : null;
}

/** The message for a failed call: the service's own words, or what to do when there are none. */
export function errorWords(error: unknown): string {
  if (hasNoAccess(error)) return t(NO_ACCESS);
  if (isUnreachable(error)) return t(NO_ANSWER);
  if (!(error instanceof Error) || error.message === '') {
    return t('The service failed without giving a reason. Try again.');
  }
  return asSentence(inPageLanguage(error, error.message));
}

function inPageLanguage(error: unknown, english: string): string {
  if (!isTRPCClientError<AppRouter>(error) || !error.data) return english;
  const { said, reason, path } = error.data;
  return said === null ? serviceMessage(reason, english, { path: path ?? '' }) : saidMessage(english, said);
}

/** Shown when the service has stopped. */
export const NO_ANSWER: Text =
  'The library service does not answer. Start Descant again, and open the address that it prints.';

/** Shown when the service has been started anew, and does not know this page any more. */
export const NO_ACCESS: Text =
  'Descant was started anew since this page was opened. Open the address that it printed, or that “npx descant status” shows.';
