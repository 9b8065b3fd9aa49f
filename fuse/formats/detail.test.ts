import { expect, it } from 'vitest';
import { writerDetail } from './detail.ts';
import type { Layout } from './layout.ts';

const detailOf = (detail: Readonly<Record<string, unknown>>): object => writerDetail({ detail } as unknown as Layout);

it('takes what a layout says for writers', () => {
  expect(detailOf({ vendor: 'me', names: { 'my field': 'My Field' }, languages: { comment: 'deu' }, id3: 3 })).toEqual({
    vendor: 'me',
    names: { 'my field': 'My Field' },
    languages: { comment: 'deu' },
    id3: 3,
  });
});

it('believes nothing that is of another type', () => {
  const nothing = { vendor: '', names: {}, languages: {}, id3: 0 };
  expect(detailOf({})).toEqual(nothing);
  expect(detailOf({ vendor: 1, names: null, languages: 'x', id3: '3' })).toEqual(nothing);
  expect(detailOf({ names: { a: 1, b: 'B' } })).toEqual({ ...nothing, names: { b: 'B' } });
});

it('has no names that objects inherit', () => {
  for (const detail of [{}, { names: { a: 'A' } }]) {
    const { names } = writerDetail({ detail } as unknown as Layout);
    expect(names['constructor']).toBeUndefined();
  }
});
