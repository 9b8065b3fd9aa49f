/** Cuts a title into words, and tells of each where in its phrase it stands. */

export interface TitleWord {
  /** What stands before the word's first letter or number: brackets, quotation marks. */
  readonly opening: string;
  readonly core: string;
  readonly closing: string;
  /** The first of the whole title. */
  readonly isFirst: boolean;
  /** The first of a phrase: of the title, after a colon, a dash or the end of a sentence, in brackets or quotes. */
  readonly starts: boolean;
  /** The last of a phrase. */
  readonly ends: boolean;
}

const LETTER = /[\p{L}\p{N}]/u;
const OPENS = /[([{<"“„«‹¿¡]/u;
const CLOSES = /[)\]}>"”“»›:;!?…]['’]?$|[.]{2,}$/u;
const ENDS_SENTENCE = /[:.!?…]["”“’»)\]]*$/u;
const DASH = /^[-–—/|•·~]+$/u;

/**
 * @param isAbbreviation whether a word in lower case with its full stop ends no sentence
 * @returns words, and between them the text that separates them
 */
export function titleWords(text: string, isAbbreviation: (word: string) => boolean): (TitleWord | string)[] {
  const chunks = text.split(/(\s+)/);
  const isWord = (chunk: string | undefined): boolean => chunk !== undefined && LETTER.test(chunk);
  const first = chunks.findIndex(isWord);
  const last = chunks.findLastIndex(isWord);
  return chunks.map((chunk, index) => {
    if (!isWord(chunk)) return chunk;
    const { opening, core, closing } = parts(chunk);
    const before = chunks[index - 2] ?? '';
    const after = chunks[index + 2] ?? '';
    const endsBefore = ENDS_SENTENCE.test(before) && !isAbbreviation(before.toLowerCase());
    return {
      opening,
      core,
      closing,
      isFirst: index === first,
      starts: index === first || OPENS.test(opening) || endsBefore || DASH.test(before),
      ends: index === last || CLOSES.test(closing) || OPENS.test(after.charAt(0)) || DASH.test(after),
    };
  });
}

/** Full stops and apostrophes belong to the word: "U.S.A.", "'n'". */
function parts(chunk: string): { opening: string; core: string; closing: string } {
  const opening = /^[^\p{L}\p{N}'’]*(?:['’](?=[^\p{L}\p{N}]))?/u.exec(chunk)![0];
  const rest = chunk.slice(opening.length);
  const closing = /[^\p{L}\p{M}\p{N}.'’]*$/u.exec(rest)![0];
  return { opening, core: rest.slice(0, rest.length - closing.length), closing };
}
