/** The texts of a track's entry in the full-text index, and whether two of them are the same words for it. */
import { shownTexts, type ShownTexts } from './derived-columns.ts';
import type { EffectiveTrack } from './effective-track.ts';
import { composerText, type TrackContent } from './track-content.ts';

/** In the order of the index's columns. */
export function searchTexts({ tags, fileName }: Pick<EffectiveTrack, 'tags' | 'fileName'>): string[] {
  return inOrder(shownTexts(tags, fileName), composerText(tags), fileName);
}

/** The same of a track whose content is known. */
export function searchTextsOf({ columns, composer, fileName }: TrackContent): string[] {
  return inOrder(columns, composer, fileName);
}

function inOrder({ title, artist, album, album_artist, genre }: ShownTexts, composer: string, file: string): string[] {
  return [title, artist, album, album_artist, genre, composer, file];
}

/**
 * Latin and Cyrillic letters of European languages. For these, the index's tokenizer folds capitals as JavaScript does,
 * which the test proves letter by letter.
 */
const FOLDED_ALIKE = /^[\u0020-\u007e\u00a0-\u012f\u0132-\u017e\u0400-\u0481\u048a-\u04ff]*$/;

/** Whether the index has the same words for both: it does not tell small letters from capitals. */
export function haveSameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.every((text, i) => text === b[i] || isFoldedAlike(text, b[i]!));
}

/** The tokenizer takes characters one by one, so those that are equal in both do not matter. */
function isFoldedAlike(a: string, b: string): boolean {
  if (a.length !== b.length || a.toLowerCase() !== b.toLowerCase()) return false;
  if (FOLDED_ALIKE.test(a) && FOLDED_ALIKE.test(b)) return true;
  for (let i = 0; i < a.length; i += 1) {
    const [one, other] = [a[i]!, b[i]!];
    if (one !== other && !(FOLDED_ALIKE.test(one) && FOLDED_ALIKE.test(other))) return false;
  }
  return true;
}
