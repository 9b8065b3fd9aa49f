import { describe, expect, it } from 'vitest';
import { facetOptions } from './facet-options.ts';

const VALUES = [
  { value: 'Folk', tracks: 3, spellings: 1 },
  { value: 'Jazz', tracks: 2, spellings: 1 },
];

function options(values: readonly string[], without = 0) {
  const found = facetOptions(
    { values, spelled: false },
    { total: 10, without, all: 5, firstValues: VALUES, valueAt: (index) => VALUES[index] },
  );
  return { ...found, shown: Array.from({ length: found.before + 3 }, (_, index) => found.at(index)?.value) };
}

describe('the options of a facet', () => {
  it('are all values together, then the values', () => {
    expect(options([])).toMatchObject({ total: 11, before: 1, shown: [null, 'Folk', 'Jazz', undefined] });
    expect(options([]).at(0)).toEqual({ value: null, tracks: 5, spellings: 1 });
  });

  it('begin with what is chosen and not among the first values', () => {
    expect(options(['Folk', 'Zydeco'])).toMatchObject({
      total: 12,
      shown: [null, 'Zydeco', 'Folk', 'Jazz', undefined],
    });
  });

  it('have one for tracks without a value, where there are such or it is chosen', () => {
    expect(options([], 4)).toMatchObject({ total: 12, shown: [null, '', 'Folk', 'Jazz', undefined] });
    expect(options([], 4).at(1)?.tracks).toBe(4);
    expect(options([''], 4).shown).toEqual([null, '', 'Folk', 'Jazz', undefined]);
    expect(options(['']).shown).toEqual([null, '', 'Folk', 'Jazz', undefined]);
  });
});
