import { expect, it } from 'vitest';
import { writerDetail } from './detail.ts';
import type { Layout } from './layout.ts';

const TAGS = { comment: ['a', 'b'] };
const detailOf = (detail: Readonly<Record<string, unknown>>): object =>
  writerDetail({ detail, tags: TAGS } as unknown as Layout);
const NOTHING = { vendor: '', names: {}, languages: {}, found: TAGS, id3: 0 };

it('takes what a layout says for writers', () => {
  const languages = { comment: ['deu', 'XXX'] };
  expect(detailOf({ vendor: 'me', names: { 'my field': 'My Field' }, languages, id3: 3 })).toEqual({
    vendor: 'me',
    names: { 'my field': 'My Field' },
    languages,
    found: TAGS,
    id3: 3,
  });
});

it('takes one language of a field for all its values, as earlier versions stored it', () => {
  expect(detailOf({ languages: { comment: 'deu', lyrics: 'fra' } })).toEqual({
    ...NOTHING,
    languages: { comment: ['deu', 'deu'], lyrics: ['fra'] },
  });
});

it('believes nothing that is of another type', () => {
  expect(detailOf({})).toEqual(NOTHING);
  expect(detailOf({ vendor: 1, names: null, languages: 'x', id3: '3' })).toEqual(NOTHING);
  expect(detailOf({ languages: null })).toEqual(NOTHING);
  expect(detailOf({ languages: { comment: ['deu', 1], lyrics: 7 } })).toEqual(NOTHING);
  expect(detailOf({ names: { a: 1, b: 'B' } })).toEqual({ ...NOTHING, names: { b: 'B' } });
});

it('has no names that objects inherit', () => {
  for (const detail of [{}, { names: { a: 'A' } }]) {
    const { names } = writerDetail({ detail, tags: TAGS } as unknown as Layout);
    expect(names['constructor']).toBeUndefined();
  }
});
