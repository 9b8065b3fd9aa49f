/** What somebody looks for in the history, as the service takes it: words, each with the fields whose label has it. */
import { fieldsWithWord } from './field-names.ts';

/** The service takes no more. */
const MOST_WORDS = 30;
const MOST_MEANINGS = 100;
const MOST_CHARACTERS = 400;

export function findWords(text: string): string[][] {
  return text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
    .map((word) => [word.slice(0, MOST_CHARACTERS), ...fieldsWithWord(word)].slice(0, MOST_MEANINGS));
}
