/** Finds featured artists in titles and in credits: "Song (feat. B)", "A ft. B & C". */

/** The words that announce a featured artist. "with" announces none: it is part of too many titles. */
const WORD = String.raw`(?:feat\.?|ft\.?|featuring)`;
/** In brackets, anywhere: what follows the brackets stays. */
const IN_BRACKETS = new RegExp(String.raw`\s*[([]${WORD}\s+([^()[\]]+)[)\]]`, 'iu');
/** At the end, or before a bracket. */
const AT_END = new RegExp(String.raw`\s+${WORD}\s+([^()[\]]+?)(?=\s*(?:[([]|$))`, 'iu');

/** Between two names. "and" joins names of bands too often. */
const BETWEEN = /\s*[,;]\s*(?:&\s*)?|\s+&\s+/u;

export interface Featured {
  /** The text without the featured artists. */
  readonly rest: string;
  /** As they are written, with all that stands between them. */
  readonly credit: string;
}

/** @returns null where the text features nobody, and where it would be left empty */
export function findFeatured(text: string): Featured | null {
  const match = IN_BRACKETS.exec(text) ?? AT_END.exec(text);
  if (!match) return null;
  const rest = `${text.slice(0, match.index)}${text.slice(match.index + match[0].length)}`.trim();
  return rest === '' ? null : { rest, credit: match[1]!.trim() };
}

/** The names of a credit. */
export function namesOf(credit: string): string[] {
  return credit.split(BETWEEN).filter((name) => name !== '');
}

/** Names as a credit: "A, B & C". */
export function creditOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} & ${names.at(-1)}`;
}
