/** Languages of comments and lyrics, which ID3v2 keeps for each value and no field does. */
import { ENGLISH } from './content.ts';

/**
 * The languages of `values`: a value that the original has keeps its language, another takes that of the value in its
 * place. Values beyond those of the original take the language that all of the original have, or English.
 * @param found the original's values
 * @param languages theirs, empty where all are in English
 */
export function languagesOf(
  values: readonly string[],
  found: readonly string[],
  languages: readonly string[],
): readonly string[] {
  const common = new Set(languages).size === 1 ? (languages[0] as string) : ENGLISH;
  const left = new Set(found.keys());
  const places = values.map((value) => {
    const place = [...left].find((index) => found[index] === value);
    if (place !== undefined) left.delete(place);
    return place;
  });
  return places.map((place, index) => languages[place ?? (left.has(index) ? index : -1)] ?? common);
}
