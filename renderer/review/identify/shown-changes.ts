/** What of a name changes: single letters where it is nearly the same, all of it where it is another name. */
import { textChanges, type TextPart } from '../../words/text-changes.ts';

/** Where less than this share of the longer text stays, no letter is shown as kept: it is so by chance. */
const KEPT = 0.6;

export function changesBetween(before: string, after: string): { before: TextPart[]; after: TextPart[] } {
  const changes = textChanges(before, after);
  const kept = changes.after.reduce((sum, { text, changed }) => (changed ? sum : sum + text.length), 0);
  if (kept >= KEPT * Math.max(before.length, after.length)) return changes;
  return { before: whole(before), after: whole(after) };
}

function whole(text: string): TextPart[] {
  return text === '' ? [] : [{ text, changed: true, at: 0 }];
}
