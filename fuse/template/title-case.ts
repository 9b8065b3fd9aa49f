/**
 * Title case and sentence case by the rules of English, German, French and Spanish.
 *
 * English: every word begins with a capital but the small ones inside a phrase. German, French and Spanish: the first
 * word of a phrase has a capital, and function words have none. Other words stay as they are typed, because only people
 * know which of them are nouns or names; German nouns that can be told by their ending get a capital, and so does the
 * noun after an article that begins a French title.
 *
 * In all of them capitals inside a word ("McCoy", "AC_DC", "iTunes") are the artist's wish and stay, unless the whole
 * title is in capitals. Roman numerals and known acronyms are in capitals, "feat." is small. Both are idempotent.
 */
import { capitalize } from './text.ts';
import { titleWords, type TitleWord } from './title-phrases.ts';
import {
  ABBREVIATIONS,
  acronym,
  CREDITS,
  FRENCH_ARTICLES,
  FRENCH_ELISION,
  isGermanNoun,
  isRoman,
  SMALL_WORDS,
  type TitleLanguage,
} from './title-words.ts';

const INNER_CAPITAL = /\p{Ll}\p{Lu}|\p{Lu}\p{M}*\p{Lu}/u;
const INITIALS = /^(?:\p{L}\.){2,}\p{L}?\.?$/u;
/** Parts of a compound, with what joins them. */
const JOINTS = /([-‐‑/&+])/u;
/** "O'Brien", "D'Angelo", "L'Amour". */
const PREFIX = /^([odl]['’])(\p{L}{2,}.*)$/isu;
const ROCK_N_ROLL = /^(\p{L}{2,})(['’]n['’])(\p{L}{2,})$/iu;

export function titleCase(text: string, language: TitleLanguage = 'en'): string {
  return language === 'en' ? cased(text, language, englishWord) : cased(text, language, wordOf(language));
}

/** The first word of a phrase begins with a capital; the others have none but those of their own. */
export function sentenceCase(text: string, language: TitleLanguage = 'en'): string {
  return language === 'de' ? titleCase(text, language) : cased(text, language, sentenceWord);
}

/** What becomes of a word. @param afterArticle the title begins with an article, and this is the next word */
type WordRule = (word: TitleWord, language: TitleLanguage, afterArticle: boolean) => string;

function cased(text: string, language: TitleLanguage, rule: WordRule): string {
  const words = titleWords(text, (word) => ABBREVIATIONS.has(word) || INITIALS.test(word));
  const isShouted = shouted(words, language);
  let afterArticle = false;
  return words
    .map((word) => {
      if (typeof word === 'string') return word;
      const lower = word.core.toLowerCase();
      const core =
        fixed(word, lower, isShouted, language) ??
        rule(quiet(word, lower, isShouted, language), language, afterArticle);
      afterArticle = language === 'fr' && word.isFirst && FRENCH_ARTICLES.has(lower);
      return word.opening + core + word.closing;
    })
    .join('');
}

/**
 * Whether a title is all capitals: a single word or some letters may be meant to be. Words that are written in capitals
 * in any title say nothing about this one, nor do single letters.
 */
function shouted(words: readonly (TitleWord | string)[], language: TitleLanguage): boolean {
  const telling = words
    .flatMap((word) => (typeof word === 'string' ? [] : [word.core]))
    .filter((core) => (core.match(/\p{L}/gu) ?? []).length > 1)
    .filter((core) => !isRoman(core, language) && !INITIALS.test(core) && acronym(core.toLowerCase()) === undefined);
  return (
    telling.length > 1 &&
    !telling.some((core) => /\p{Ll}/u.test(core)) &&
    telling.some((core) => (core.match(/\p{Lu}/gu) ?? []).length > 3)
  );
}

/** What is written in one way whatever stands around it; null for other words. */
function fixed(
  { core, isFirst }: TitleWord,
  lower: string,
  isShouted: boolean,
  language: TitleLanguage,
): string | null {
  if (CREDITS.has(lower) && !isFirst) return lower;
  const known = acronym(lower);
  if (known !== undefined) return known;
  if (INITIALS.test(core)) return /^[ap]\.m\.$/.test(core) ? core : core.toUpperCase();
  if (isRoman(core, language)) return core.toUpperCase();
  return !isShouted && INNER_CAPITAL.test(core) && !JOINTS.test(core) ? core : null;
}

/** A word of a title in capitals as if it had been typed in small letters; of German as a noun, which most are. */
function quiet(word: TitleWord, lower: string, isShouted: boolean, language: TitleLanguage): TitleWord {
  if (!isShouted) return word;
  return { ...word, core: language === 'de' && !SMALL_WORDS.de.has(lower) ? raised(lower) : lower };
}

function englishWord({ core, starts, ends }: TitleWord): string {
  const small = SMALL_WORDS.en;
  if (small.has(core.toLowerCase())) return starts || ends ? raised(core.toLowerCase()) : core.toLowerCase();
  const parts = core.split(JOINTS);
  return parts
    .map((part, index) => {
      const isInside = index > 0 && (index < parts.length - 1 || !ends);
      if (isInside && parts.length > 3 && small.has(part.toLowerCase())) return part.toLowerCase();
      return partOf(part, englishPart);
    })
    .join('');
}

function englishPart(part: string): string {
  const lower = part.toLowerCase();
  const rock = ROCK_N_ROLL.exec(lower);
  if (rock) return `${raised(rock[1]!)}${rock[2]}${raised(rock[3]!)}`;
  const prefix = PREFIX.exec(lower);
  return prefix ? `${raised(prefix[1]!)}${raised(prefix[2]!)}` : raised(lower);
}

/** A part of a compound: its own capitals and numerals stay. */
function partOf(part: string, change: (part: string) => string): string {
  const known = acronym(part.toLowerCase());
  if (known !== undefined) return known;
  if (isRoman(part, 'en')) return part.toUpperCase();
  return INNER_CAPITAL.test(part) ? part : change(part);
}

function wordOf(language: TitleLanguage): WordRule {
  const small = SMALL_WORDS[language];
  const inside = (core: string): string => {
    const lower = core.toLowerCase();
    if (small.has(lower)) return lower;
    return language === 'de' && isGermanNoun(core) ? raised(core) : core;
  };
  return ({ core, starts, isFirst }, _, afterArticle) => {
    const elision = language === 'fr' ? FRENCH_ELISION.exec(core) : null;
    if (elision) {
      const [, article, apostrophe, rest] = elision as unknown as [string, string, string, string];
      const isNoun = (isFirst && article.toLowerCase() === 'l') || afterArticle;
      const before = starts ? raised(article.toLowerCase()) : article.toLowerCase();
      return `${before}${apostrophe}${isNoun ? raised(rest) : inside(rest)}`;
    }
    return starts || afterArticle ? raised(small.has(core.toLowerCase()) ? core.toLowerCase() : core) : inside(core);
  };
}

function sentenceWord({ core, starts }: TitleWord, language: TitleLanguage): string {
  if (language === 'en' && /^i(?:['’]\p{L}+)?$/iu.test(core)) return raised(core.toLowerCase());
  const parts = core.split(JOINTS).map((part) => partOf(part, (one) => one.toLowerCase()));
  return starts ? raised(parts.join('')) : parts.join('');
}

/** With a capital at its first letter, if no number stands before that: "'til", but "1st". What follows stays. */
function raised(word: string): string {
  const start = word.search(/[\p{L}\p{N}]/u);
  if (start < 0) return word;
  const letter = capitalize(String.fromCodePoint(word.codePointAt(start)!));
  return word.slice(0, start) + letter + word.slice(start + String.fromCodePoint(word.codePointAt(start)!).length);
}
