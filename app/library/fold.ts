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

/** Letters beyond ASCII that follow one another. */
const RUN = /[^\u0020-\u007e]+/g;
/** What runs of letters fold to: a library repeats them. Null where it depends on the letters around them. */
const RUNS = new Map<string, string | null>();
const REMEMBERED = 4000;
/** Longer runs are texts of another script, which are rarely repeated. */
const MOST_LETTERS = 24;
/** The small letter of a capital sigma is another one at the end of a word. */
const DEPENDS_ON_OTHERS = 'Σ';

export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  let isSure = true;
  const folded = text.replace(RUN, (run) => {
    const known = run.length > MOST_LETTERS ? null : foldedRun(run);
    isSure &&= known !== null;
    return known ?? '';
  });
  return isSure ? folded.toLowerCase() : foldedWhole(text);
}

function foldedRun(run: string): string | null {
  const known = RUNS.get(run);
  if (known !== undefined) return known;
  const folded = run.normalize('NFKD').includes(DEPENDS_ON_OTHERS) ? null : foldedWhole(run);
  if (RUNS.size >= REMEMBERED) RUNS.clear();
  RUNS.set(run, folded);
  return folded;
}

function foldedWhole(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(SPECIAL, (letter) => LETTERS[letter]!);
}
