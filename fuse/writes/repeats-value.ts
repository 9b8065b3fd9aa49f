/**
 * Whether a value of a weaker tag repeats the value of the tag above it. Programs that write several tags at once cut
 * texts to the length that the tag has room for, join several values, replace characters beyond ASCII, and keep only
 * the year of a date.
 */
import { NUMBER_FIELDS, TOTAL_FIELDS } from '../formats/tag-mapping.ts';
import { genreName } from '../formats/tags/genres.ts';

/** What programs put between several values. */
const SEPARATORS = ['; ', ';', ', ', '/', ' / ', '\\\\', ' & ', '\0'];
/** Lengths to which texts are cut: an ID3v1 comment beside a track number, ID3v1 texts, Lyrics3 names. */
const LENGTHS = [28, 30, 250];
/** The genres of ID3v1 with Winamp's extensions. */
const NUMBERED_GENRES = 192;
/** Genre that programs write into ID3v1 for one that has no number. */
const UNNUMBERED = 'Other';

/**
 * @param weaker the values of the weaker tag
 * @param stronger those of the tag above it
 */
export function repeatsValue(field: string, weaker: readonly string[], stronger: readonly string[]): boolean {
  if (weaker.length > 1 && weaker.every((value) => repeatsValue(field, [value], stronger))) return true;
  const shown = weaker.join('; ');
  const forms = [...stronger, ...SEPARATORS.map((separator) => stronger.join(separator))];
  if (NUMBER_FIELDS.has(field) || TOTAL_FIELDS.has(field)) {
    return forms.some((form) => form === shown || Number(form) === Number(shown));
  }
  if (field === 'genre') {
    const fold = (text: string): string => text.toLowerCase();
    if (forms.some((form) => fold(form) === fold(shown))) return true;
    return shown === UNNUMBERED && !stronger.some((genre) => hasNumber(fold(genre)));
  }
  if (field === 'date') return forms.some((form) => form.startsWith(shown));
  return forms.some((form) => isRendering(shown, form));
}

function hasNumber(genre: string): boolean {
  return Array.from({ length: NUMBERED_GENRES }, (_, number) => genreName(number)?.toLowerCase()).includes(genre);
}

/** Whether `shown` is `form`, whole or cut, with other characters in the place of those beyond ASCII. */
function isRendering(shown: string, form: string): boolean {
  const text = plainLines(form);
  const wanted = plainLines(shown);
  const renderings = [
    text.split(''),
    [...text],
    [...text].filter((character) => character <= '\u00ff'),
    Buffer.from(text).toString('latin1').split(''),
  ];
  return renderings.some((characters) =>
    [Infinity, ...LENGTHS].some((length) => matches(wanted, characters.slice(0, length))),
  );
}

/** Weaker tags lose blanks at their end and have other line ends. */
function plainLines(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}

/** Programs write a mark for a character beyond ASCII, or the lower byte of its code, or seven bits of it (id3lib). */
function standsFor(found: string, character: string): boolean {
  const code = character.charCodeAt(0);
  return '?_ '.includes(found) || [code & 0xff, code & 0x7f].includes(found.charCodeAt(0));
}

function matches(wanted: string, characters: readonly string[]): boolean {
  let length = characters.length;
  while (length > wanted.length && characters[length - 1]?.trim() === '') length -= 1;
  if (length !== wanted.length) return false;
  for (let i = 0; i < length; i += 1) {
    const character = characters[i] as string;
    const found = wanted[i] as string;
    if (character !== found && !(character > '\u007f' && standsFor(found, character))) return false;
  }
  return true;
}
