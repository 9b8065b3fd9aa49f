/**
 * White space that is not seen: before and after a text, two spaces in a row, and characters other than the common
 * space. Two values that look the same may differ in it.
 */
export interface TextPart {
  readonly text: string;
  /** Whether the part is white space that is not seen. */
  readonly odd: boolean;
}

/** White space as U+2423, one for each character. */
export const SPACE_SIGN = '\u2423';

const ODD = /^\s+|\s+$|\s{2,}|[^\S ]|[\u200b-\u200d\u2060\ufeff\u00ad]/gu;

/** The text in parts, each odd character shown as `SPACE_SIGN`; one part where nothing is odd. */
export function oddSpaces(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { index, 0: found } of text.matchAll(ODD)) {
    if (index > at) parts.push({ text: text.slice(at, index), odd: false });
    parts.push({ text: SPACE_SIGN.repeat(found.length), odd: true });
    at = index + found.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), odd: false });
  return parts;
}
