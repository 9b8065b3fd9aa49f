/**
 * What is different between two texts, character by character: the longest common subsequence (Wagner and Fischer,
 * 1974), so that a preview shows what goes and what comes. Long texts are told apart as a whole.
 */
export interface TextPart {
  readonly text: string;
  readonly changed: boolean;
  /** Where it begins, in characters: a key. */
  readonly at: number;
}

/** Characters; the work grows with the product of the lengths. */
const LONGEST = 240;

/** The parts of both texts; joined they give the texts back. */
export function textChanges(before: string, after: string): { before: TextPart[]; after: TextPart[] } {
  const [a, b] = [[...before], [...after]];
  if (a.length > LONGEST || b.length > LONGEST) {
    return {
      before: partsOf(
        a,
        a.map(() => true),
      ),
      after: partsOf(
        b,
        b.map(() => true),
      ),
    };
  }
  const kept = common(a, b);
  return {
    before: partsOf(
      a,
      a.map((_, index) => !kept.before.has(index)),
    ),
    after: partsOf(
      b,
      b.map((_, index) => !kept.after.has(index)),
    ),
  };
}

/** The places of a longest common subsequence in both. */
function common(a: readonly string[], b: readonly string[]): { before: Set<number>; after: Set<number> } {
  const width = b.length + 1;
  // Longest common subsequence of the ends that begin at each pair of places.
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found = { before: new Set<number>(), after: new Set<number>() };
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      found.before.add(i);
      found.after.add(j);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

function partsOf(characters: readonly string[], changed: readonly boolean[]): TextPart[] {
  const parts: { text: string; changed: boolean; at: number }[] = [];
  for (const [index, character] of characters.entries()) {
    const isChanged = changed[index] === true;
    const last = parts.at(-1);
    if (last?.changed === isChanged) last.text += character;
    else parts.push({ text: character, changed: isChanged, at: index });
  }
  return parts;
}
