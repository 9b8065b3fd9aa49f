/** What title case knows of languages: the words that stay small inside a title, and words with capitals of their own. */

export const TITLE_LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type TitleLanguage = (typeof TITLE_LANGUAGES)[number];

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Articles, conjunctions, and prepositions of up to three letters. */
const ENGLISH = words("a an and as at but by en for if in n' 'n 'n' nor o' of on or per the to v v. via vs vs.");

/** Articles, pronouns, prepositions, conjunctions, particles and the forms of the commonest verbs. */
const GERMAN = words(`
  aber als alle am an auch auf aus bei beim bin bis bist da das dass daß dein deine deinem deinen deiner dem den denn der
  des dich die dir doch du durch ein eine einem einen einer eines er es euch euer für gegen habe haben hat hast hinter ich
  ihm ihn ihnen ihr ihre im in ins ist ja kann kein keine man mein meine meinem meinen meiner mich mir mit nach neben nicht
  nie noch nun nur ob oder ohne schon sein seine sich sie sind so über um und uns unser unsere unter vom von vor war warum
  was weil wenn wer werden wie will wir wird wo zu zum zur zwischen`);

const FRENCH = words(`
  à au aux avec car ce ces cet cette chez comme dans de des donc du elle elles en entre est et eux il ils je la le les leur
  leurs lui ma mais me mes moi mon ne ni nos notre nous on ou où par pas pour qu que qui quoi sa sans se ses si son sous sur
  ta te tes toi ton tu un une vers vos votre vous y`);

const SPANISH = words(`
  a al ante con contra cuando de del desde donde e el ella ellas ellos en entre es esa ese esta este hacia hasta la las le
  les lo los me mi mis más ni no nos o para pero por porque que se si sin sobre soy su sus te tu tus u un una unas uno unos
  y ya yo él`);

export const SMALL_WORDS: Readonly<Record<TitleLanguage, ReadonlySet<string>>> = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
};

/** Written in capitals by all. In capitals alone, so that "us" and "am" stay words. */
const ACRONYMS = new Map(
  'AC/DC BBC CD CIA DJ DNA DVD EP FBI LP MC MTV NYC OK R&B SOS TV UFO UK USA USSR VIP'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
);

export function acronym(lower: string): string | undefined {
  return ACRONYMS.get(lower);
}

/** Words that end in a full stop without ending a sentence. */
export const ABBREVIATIONS = words('dr. jr. mr. mrs. ms. no. nr. op. pt. sr. st. v. vol. vs.');

/** Credits of guests stay small, in any language. */
export const CREDITS = words('feat feat. ft ft. featuring');

/** Roman numerals up to 39: larger ones are hardly used, and many are words ("mix", "dim"). */
const ROMAN = /^(?=[ivx]{2})x{0,3}(?:ix|iv|v?i{0,3})$/i;
/** "vi" is Spanish for "I saw". */
const NO_NUMERALS: Partial<Record<TitleLanguage, ReadonlySet<string>>> = { es: words('vi') };

export function isRoman(word: string, language: TitleLanguage): boolean {
  return ROMAN.test(word) && !NO_NUMERALS[language]?.has(word.toLowerCase());
}

/** Endings that only nouns have, which German writes with a capital. */
const GERMAN_NOUN = /\p{L}{2}(?:heit|keit|schaft|tion|tät|ung|tum|nis)(?:en|se)?$/iu;

export function isGermanNoun(word: string): boolean {
  return GERMAN_NOUN.test(word);
}

/** French words that lose their vowel before another one. */
export const FRENCH_ELISION = /^(l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quoiqu)(['’])(.+)$/iu;
/** After one of these at the beginning of a title, the noun has a capital as well. */
export const FRENCH_ARTICLES = words('le la les');
