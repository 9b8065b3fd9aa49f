/** Read methods about a moment of the past, with the types of those about now. */
import { AS_OF_NAMES, type AsOfName } from './as-of-names.ts';
import type { Reads } from './read-methods.ts';

/** @param at milliseconds since 1970 */
export function readsAsOf({ asOf }: Reads, at: number): Pick<Reads, AsOfName> {
  const methods = AS_OF_NAMES.map((name) => [
    name,
    (argument: unknown, signal?: AbortSignal) => asOf({ at, name, argument }, signal),
  ]);
  return Object.fromEntries(methods) as Pick<Reads, AsOfName>;
}
