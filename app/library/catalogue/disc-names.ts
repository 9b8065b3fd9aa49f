/**
 * Names of discs in titles of albums and in names of folders: `Mellon Collie (Disc 2)`, `CD1`, `Live - CD 2: Paris`.
 * Discs of one album often differ in these names alone.
 */

/** A name without what it says of a disc. */
export interface DiscName {
  /** Empty where the name says nothing else. */
  readonly name: string;
  /** From 1; null where the name names no disc. */
  readonly disc: number | null;
}

const NUMBERS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };
const MARK = String.raw`(?:cd|dis[ck]|disque|disco)[\s._#-]*(\d{1,2}|one|two|three|four|five|six)`;
/** The mark at the end, in brackets or behind a space or a sign; a subtitle of the disc may follow. */
const AT_END = new RegExp(String.raw`(?:^|[\s_.,;:(\[{-]+)${MARK}(?:[)\]}]|(?=$|[\s:_-]))(?:\s*[:-].*)?\s*$`, 'iu');

/** @param text a title or a name of a folder, folded or not */
export function withoutDisc(text: string): DiscName {
  const mark = AT_END.exec(text);
  if (!mark) return { name: text, disc: null };
  const digits = mark[1]!.toLowerCase();
  return { name: text.slice(0, mark.index).trim(), disc: NUMBERS[digits] ?? Number(digits) };
}

/** The folder that an album's discs share: that of the file, or the one above a folder of one disc. */
export function albumFolder(path: string): { readonly folder: string; readonly disc: number | null } {
  const slash = path.lastIndexOf('/');
  const { name, disc } = withoutDisc(path.slice(slash + 1));
  if (disc === null) return { folder: path, disc };
  return { folder: name === '' ? path.slice(0, Math.max(slash, 0)) : path.slice(0, slash + 1) + name, disc };
}
