/**
 * Cleans text: composed letters (Unicode NFC), no invisible characters, single spaces, and where asked quotation marks
 * of one kind and letters that were read in the wrong encoding. Cleaning clean text changes nothing.
 */

/**
 * Characters without a shape of their own that get into tags by copying: control characters, soft hyphens, spaces
 * without width, byte order marks, marks of writing direction. Joiners (U+200C, U+200D) stay: emoji, Persian and
 * Indian scripts are written with them.
 */
const INVISIBLE = /[[\p{Cc}\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]--[\t\n]]/gv;
/** Spaces of other widths, and such as do not break lines. The wide space of Chinese and Japanese stays. */
const OTHER_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f]/g;
const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085]/g;

const SINGLE_QUOTES = /[\u2018\u2019\u201a\u201b\u02bc\u00b4\u0060]/g;
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u201f]/g;

/** What windows-1252 shows for the bytes 0x80 to 0x9f. */
const WINDOWS_1252 = new Map(
  Array.from('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ', (character, index) => [
    character,
    0x80 + index,
  ]),
);

export interface CleanOptions {
  /** Straight quotation marks and apostrophes instead of typographic ones. */
  readonly straightQuotes: boolean;
  /** Restores UTF-8 that was read as Latin-1: "BjÃ¶rk". */
  readonly encoding: boolean;
  /** The text has lines, whose inner spaces stay: lyrics have them for layout. */
  readonly keepsLines: boolean;
}

export function cleanText(text: string, options: CleanOptions): string {
  // What one rule removes may have kept another from applying.
  for (let before = text; ;) {
    const cleaned = cleanOnce(before, options);
    if (cleaned === before) return cleaned;
    before = cleaned;
  }
}

function cleanOnce(text: string, { straightQuotes, encoding, keepsLines }: CleanOptions): string {
  let cleaned = encoding ? restored(text) : text;
  cleaned = cleaned
    .replaceAll(LINE_ENDS, '\n')
    .replaceAll(INVISIBLE, '')
    .replaceAll(OTHER_SPACES, ' ')
    .normalize('NFC');
  if (straightQuotes) cleaned = cleaned.replaceAll(SINGLE_QUOTES, "'").replaceAll(DOUBLE_QUOTES, '"');
  if (keepsLines) return cleaned.replaceAll(/[ \t]+$/gm, '').trim();
  return cleaned.replaceAll(/[ \t\n]+/g, ' ').trim();
}

/** Text whose bytes in windows-1252 are UTF-8 is very unlikely to be anything else. It may have happened twice. */
function restored(text: string): string {
  const once = decoded(text);
  return once === null || once === text ? text : restored(once);
}

/** @returns null where the text is not UTF-8 read as Latin-1 */
function decoded(text: string): string | null {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const byte = code < 0x100 ? code : WINDOWS_1252.get(character);
    if (byte === undefined) return null;
    bytes.push(byte);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
