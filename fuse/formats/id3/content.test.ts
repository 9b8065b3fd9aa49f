import { expect, test } from 'vitest';
import { Id3Content } from './content.ts';

test('a file without ID3 tags has no content, and no version', () => {
  const { pictures, kept, languages, version, tags } = new Id3Content();
  expect({ pictures, kept, version, tags: tags.tags }).toEqual({ pictures: [], kept: [], version: 0, tags: {} });
  expect(Object.getPrototypeOf(languages)).toBeNull();
});

test('languages are a detail of the layout only where there are some', () => {
  const content = new Id3Content();
  expect(content.languageDetail()).toEqual({});
  content.addDescribed('lyrics', 'x', 'eng');
  expect(content.languageDetail()).toEqual({});
  content.tags.add('comment', 'before');
  content.addDescribed('comment', 'x', 'deu');
  expect(content.languageDetail()).toEqual({ languages: { comment: ['eng', 'deu'] } });
});

test('damage is a sentence with its place', () => {
  const content = new Id3Content();
  expect(content.damage()).toEqual({});
  content.damagedAt = 0;
  expect(content.damage()).toEqual({ damage: 'the ID3v2 tag is damaged at byte 0: what follows there is not read' });
});
