/** The moment as of which the address shows the library. */
import { useMemo } from 'react';
import { momentOf } from '../words/as-of.ts';
import { useAddress } from './use-address.ts';

/** The part of a request that asks for the library of then; empty for now. */
export interface Then {
  /** Milliseconds since 1970. */
  readonly asOf?: number;
}

/** What requests of the page that is shown are about. */
export function useThen(): Then {
  const at = useAddress((address) => momentOf(address.asOf));
  return useMemo(() => (at === null ? {} : { asOf: at }), [at]);
}
