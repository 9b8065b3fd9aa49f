/** The inputs that several routes take, with their limits. */
import { z } from '../model/schema.ts';
import { fromHome } from './home-path.ts';
import { sortColumns } from '../library/query/field-columns.ts';

/** Id of a track, a folder, a batch … */
export const id = z.int().positive();
export const ids = z.array(id).min(1).max(1_000_000);

export const query = z.string().max(4000);
export const sort = z
  .array(
    z.object({
      field: z
        .string()
        .max(200)
        .refine((name) => sortColumns(name) !== undefined, {
          error: ({ input }) => `tracks cannot be sorted by ${JSON.stringify(input)}`,
        }),
      descending: z.boolean(),
    }),
  )
  .max(8)
  .default([]);

/** `~` is expanded: see `fromHome`. */
export const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\0'), 'a path contains no NUL character')
  .transform((text) => fromHome(text));

/** `next` of the page before; 0 for the first page. */
export const after = z.int().min(0).default(0);

/** The number of rows that an answer has at most. */
export const limit = (most: number, usual: number) => z.int().min(1).max(most).default(usual);

/** How long a call waits at most: shorter than clients wait for an answer. */
export const milliseconds = z.int().min(0).max(20_000);

/** Milliseconds since 1970 of the moment that the answer is about; now without it. */
export const asOf = z.int().min(0).optional();
