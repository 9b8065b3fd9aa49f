/** What a palette offers beside the commands of the table: lines, each with what it does when it is taken. */
import type { PaletteLine } from '../controls/palette-rows.ts';
import { matchedParts, matchText } from '../words/text-match.ts';

export interface Offer {
  readonly line: PaletteLine;
  readonly run: () => void;
}

/** An offer that is found by its name; `null` where what is typed does not match it. */
export function offerNamed(
  typed: string,
  { label, run, ...line }: { readonly label: string; readonly run: () => void } & Omit<PaletteLine, 'parts'>,
): Offer | null {
  const found = matchText(label, typed);
  return found === null ? null : { line: { ...line, parts: matchedParts(label, found) }, run };
}
