import { describe, expect, it } from 'vitest';
import { textChanges } from './text-changes.ts';

/** Changed parts in brackets. */
const marked = (before: string, after: string): [string, string] => {
  const changes = textChanges(before, after);
  const print = (parts: typeof changes.before): string =>
    parts.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');
  return [print(changes.before), print(changes.after)];
};

describe('what is different between two texts', () => {
  it('is what goes and what comes, by character', () => {
    expect(marked('legends of the north', 'Legends of the North')).toEqual([
      '[l]egends of the [n]orth',
      '[L]egends of the [N]orth',
    ]);
    expect(marked('Hip Hop', 'Hip-Hop')).toEqual(['Hip[ ]Hop', 'Hip[-]Hop']);
  });

  it('is all of a text that was none, or is none', () => {
    expect(marked('', 'Folk')).toEqual(['', '[Folk]']);
    expect(marked('Folk', '')).toEqual(['[Folk]', '']);
    expect(marked('Folk', 'Folk')).toEqual(['Folk', 'Folk']);
  });

  it('does not part characters of two units', () => {
    expect(marked('a𝄞', 'a𝄢')).toEqual(['a[𝄞]', 'a[𝄢]']);
  });

  it('is the whole of long texts', () => {
    const long = 'a'.repeat(241);
    expect(marked(long, `${long}b`)).toEqual([`[${long}]`, `[${long}b]`]);
  });
});
