/**
 * How well a name matches what a person types to find it, and where: every typed word has to begin a word of the name,
 * or stand inside one. Case and accents do not count.
 */
export interface TextMatch {
  /** 0: the name begins with it; 1: words of the name do; 2: it stands inside of words. */
  readonly rank: 0 | 1 | 2;
  /** Begin and end of what matches, in characters, in order and without overlaps. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** @returns `null` where the name does not match; everything matches no text */
export function matchText(name: string, typed: string): TextMatch | null {
  const text = plain(name);
  const words = plain(typed).split(/\s+/u).filter(Boolean);
  const found = words.map((word) => find(text, word));
  if (found.some((place) => place === null)) return null;
  const places = found.flatMap((place) => (place === null ? [] : [place]));
  return {
    rank: places.some(({ inside }) => inside) ? 2 : places.every(({ at }, index) => index > 0 || at === 0) ? 0 : 1,
    ranges: merged(places.map(({ at, length }) => [at, at + length] as const)),
  };
}

/** The name in parts; joined they give it back. */
export function matchedParts(name: string, { ranges }: Pick<TextMatch, 'ranges'>) {
  const parts: { readonly text: string; readonly matches: boolean; readonly at: number }[] = [];
  let end = 0;
  for (const [from, to] of ranges) {
    if (from > end) parts.push({ text: name.slice(end, from), matches: false, at: end });
    parts.push({ text: name.slice(from, to), matches: true, at: from });
    end = to;
  }
  if (end < name.length) parts.push({ text: name.slice(end), matches: false, at: end });
  return parts;
}

function find(text: string, word: string): { at: number; length: number; inside: boolean } | null {
  let inner: number | null = null;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return { at, length: word.length, inside: false };
    inner ??= at;
  }
  return inner === null ? null : { at: inner, length: word.length, inside: true };
}

/** Lower case without accents, with as many characters as before, so that places stay places. */
function plain(text: string): string {
  return [...text].map((character) => unaccented(character, character.length)).join('');
}

function unaccented(character: string, length: number): string {
  const bare = character
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return bare.length === length ? bare : character;
}

function merged(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const all: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}
