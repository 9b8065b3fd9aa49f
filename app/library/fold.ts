/**
 * Folds text for comparison and sorting: no accents, no case, so that "aenima" finds "Ænima" and "cas" finds "Čas".
 * Compatibility decomposition (Unicode NFKD) without combining marks, lower-cased.
 */
const PLAIN = /^[\u0020-\u007e]*$/;
const MARKS = /\p{M}+/gu;
/** Letters without a decomposition that are commonly typed without their stroke or ligature. */
const LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ð: 'd',
  ı: 'i',
};
const SPECIAL = /[øłđæœßþðı]/g;

export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(SPECIAL, (letter) => LETTERS[letter]!);
}
