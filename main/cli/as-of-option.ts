/** The option --as-of of the commands that also show the library of the past. */
import { parseDate } from '../../app/library/query/values.ts';
import { UsageError } from './command-line.ts';

export const AS_OF = { 'as-of': { type: 'string' } } as const;

/**
 * The moment that `--as-of` names: the end of a year, a month, a day or a minute, or a time before now as in queries.
 * @returns the part of a request that asks for it; empty without the option
 * @throws UsageError
 */
export function asOfOption(text: string | undefined, now = Date.now()): { readonly asOf?: number } {
  if (text === undefined) return {};
  const at = parseDate(text, 'to', now);
  if (at === null || at < 0) {
    throw new UsageError(`--as-of takes a date such as 2026-05-01, 2026-05-01T18:30 or -30d, not "${text}"`);
  }
  return { asOf: at };
}
