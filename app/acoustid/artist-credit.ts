/** Artists as MusicBrainz credits them, from the tags of a file: names, their ids, and the texts between them. */

export type CreditedArtist = {
  /** MusicBrainz artist; absent where the tags do not say which id is whose. */
  readonly id?: string;
  readonly name: string;
  /** What stands between this name and the next one. */
  readonly joinphrase?: string;
};

/** The text between two artists that the tags do not give. */
const USUAL_JOIN = '; ';

/**
 * @param credit values of `artist`: one text such as "A feat. B", or one for each artist
 * @param names values of `artists`: the names one by one; empty where the file has none
 * @param ids MusicBrainz artists, in the order of the names
 */
export function artistCredit(
  credit: readonly string[],
  names: readonly string[],
  ids: readonly string[],
): readonly CreditedArtist[] {
  // Several names in the order of one text: what lies between them is known.
  const joins = credit.length === 1 && names.length > 1 ? joinsOf(credit[0]!, names) : null;
  const shown = joins === null && credit.length > 0 ? credit : names;
  return shown.map((name, place) => {
    const isLast = place === shown.length - 1;
    return {
      ...(ids.length === shown.length ? { id: ids[place]! } : {}),
      name,
      ...(isLast ? {} : { joinphrase: joins?.[place] ?? USUAL_JOIN }),
    };
  });
}

/** The texts between names that follow each other in a text; null where the text does not consist of them. */
function joinsOf(text: string, names: readonly string[]): readonly string[] | null {
  const joins: string[] = [];
  let at = 0;
  for (const [place, name] of names.entries()) {
    const found = text.indexOf(name, at);
    if (found === -1 || (place === 0 && found > 0)) return null;
    if (place > 0) joins.push(text.slice(at, found));
    at = found + name.length;
  }
  return at === text.length ? joins : null;
}
