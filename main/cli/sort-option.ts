/** The option --sort of lists that are sorted by one of a few names. */
import { UsageError } from './command-line.ts';

/** @param text one of `names`, with a minus sign behind it to begin with the greatest. @throws UsageError */
export function sortOption<Name extends string>(
  text: string,
  names: readonly Name[],
): { sort: Name; descending: boolean } {
  const wanted = text.replace(/[+-]$/, '').trim().toLowerCase();
  const sort = names.find((name) => name === wanted);
  if (sort === undefined) throw new UsageError(`--sort takes ${names.join(', ')}, not "${text}"`);
  return { sort, descending: text.endsWith('-') };
}
