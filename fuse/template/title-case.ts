/** English title case: every word begins with a capital but the small ones inside. */
import { capitalize } from './text.ts';

const SMALL = new Set([
  'a',
  'an',
  'and',
  'as',
  'at',
  'but',
  'by',
  'en',
  'for',
  'if',
  'in',
  'nor',
  'of',
  'on',
  'or',
  'per',
  'the',
  'to',
  'v',
  'v.',
  'via',
  'vs',
  'vs.',
]);

/** Capitals inside a word ("McCoy", "AC_DC", "iTunes") are the artist's wish and stay. */
export function titleCase(text: string): string {
  const words = text.split(/(\s+)/);
  const first = words.findIndex(isWord);
  const last = words.findLastIndex(isWord);
  return words
    .map((word, index) => {
      if (!isWord(word)) return word;
      const afterColon = /[:.!?]$/.test(words[index - 2] ?? '');
      if (SMALL.has(word.toLowerCase()) && index !== first && index !== last && !afterColon) return word.toLowerCase();
      return /\p{Ll}\p{Lu}|\p{Lu}\p{Lu}/u.test(word) ? word : raiseFirstLetter(word);
    })
    .join('');
}

function isWord(word: string): boolean {
  return word.trim() !== '';
}

/** "(live" begins with its letter, not with its bracket. */
function raiseFirstLetter(word: string): string {
  const start = word.search(/[\p{L}\p{N}]/u);
  return start < 0 ? word : word.slice(0, start) + capitalize(word.slice(start));
}
