/**
 * How far two titles or names are from each other, whatever their case, accents, signs and spaces are: the edit distance
 * of the folded texts over the length of the longer one.
 */
import { fold } from '../../library/fold.ts';
import { EditPattern } from './edit-distance.ts';

/** What stands for a word where signs are left out. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\s*&\s*/g, ' and '],
  [/\s*\+\s*/g, ' and '],
];
/** An article behind a comma: `Breakwater, The`. */
const ARTICLE_BEHIND = /^(.*),\s*(the|a|an|der|die|das|le|la|les)$/;
/** A remark at the end: `(Remastered 2011)`, `[live]`. */
const REMARK = /\s*[([][^()[\]]*[)\]]\s*$/;
const SIGNS = /[^\p{L}\p{N}]+/gu;
/** A remark that one text has and the other has not counts so much at least. */
const REMARK_DISTANCE = 0.1;

/** A text, made ready for comparisons. */
export interface ComparedText {
  /** Folded, with one space between words. */
  readonly whole: string;
  /** The same without a remark at the end. */
  readonly bare: string;
  readonly wholePattern: EditPattern;
  readonly barePattern: EditPattern;
}

/** The words of a text as they are compared, with one space between them. */
export function plainWords(text: string): string {
  return plain(fold(text));
}

export function comparedText(text: string): ComparedText {
  const folded = fold(text);
  const whole = plain(folded);
  const bare = REMARK.test(folded) ? plain(folded.replace(REMARK, '')) : whole;
  const wholePattern = new EditPattern(whole);
  if (bare === '' || bare === whole) return { whole, bare: whole, wholePattern, barePattern: wholePattern };
  return { whole, bare, wholePattern, barePattern: new EditPattern(bare) };
}

function plain(folded: string): string {
  let text = folded.replace(ARTICLE_BEHIND, '$2 $1');
  for (const [sign, word] of WORDS) text = text.replace(sign, word);
  const words = text.replace(SIGNS, ' ').trim();
  // A title of signs alone.
  return words === '' ? folded.trim() : words;
}

/** @returns 0 for the same to 1 for texts that have nothing in common; 1 where only one is empty */
export function textDistance(a: ComparedText, b: ComparedText): number {
  if (a.whole === b.whole) return 0;
  const whole = relative(a.wholePattern, b.whole);
  if (a.bare === a.whole && b.bare === b.whole) return whole;
  return Math.min(whole, REMARK_DISTANCE + (1 - REMARK_DISTANCE) * relative(a.barePattern, b.bare));
}

function relative(a: EditPattern, b: string): number {
  const longer = Math.max(a.text.length, b.length);
  return longer === 0 ? 0 : a.distanceTo(b) / longer;
}
