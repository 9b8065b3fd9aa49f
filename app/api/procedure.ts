/** What every route is made with: the context, and procedures whose errors are those of `errors.ts`. */
import { initTRPC } from '@trpc/server';
import type { LibraryService } from '../service/service.ts';
import { errorDetail, messageOf, toApiError } from './errors.ts';

export interface ApiContext {
  readonly service: LibraryService;
  /** Ends the client's connection; undefined for clients in this process. */
  readonly disconnect?: () => void;
}

const trpc = initTRPC.context<ApiContext>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: messageOf(error),
    data: { ...shape.data, stack: undefined, ...errorDetail(error) },
  }),
});

/** Joins routes under names. */
export const { router } = trpc;

/**
 * A query, mutation or subscription. What the library throws becomes an error of the API; mistakes in the request, such
 * as malformed JSON, have their status already.
 */
export const procedure = trpc.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.code === 'INTERNAL_SERVER_ERROR' && result.error.cause) {
    throw toApiError(result.error.cause);
  }
  return result;
});
