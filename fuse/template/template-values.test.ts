import { describe, expect, it } from 'vitest';
import { FIELDS } from '../fields/field-table.ts';
import type { TemplateEntry } from './entry.ts';
import { isCompilation, isExtension, tagOfValue, templateValue, VALUE_SEPARATOR } from './template-values.ts';

const entry = (
  tags: Readonly<Record<string, readonly string[]>> = {},
  more: Partial<TemplateEntry> = {},
): TemplateEntry => ({
  id: 7,
  tags,
  extension: 'FLAC',
  addedAt: Date.UTC(2024, 1, 3, 4, 5, 6),
  ...more,
});

const value = (name: string, tags?: Readonly<Record<string, readonly string[]>>): string =>
  templateValue(name).value(entry(tags));
const standIn = (name: string, tags?: Readonly<Record<string, readonly string[]>>): string =>
  templateValue(name).standIn(entry(tags));
const change = (name: string, shown: string, tags?: Readonly<Record<string, readonly string[]>>): unknown =>
  templateValue(name).change?.(shown, entry(tags));

describe('the value of a field', () => {
  it('is its tag, several values with a separator between them', () => {
    expect(value('mood', { mood: ['calm'] })).toBe('calm');
    expect(value('mood', { mood: ['calm', '', 'slow'] })).toBe(`calm${VALUE_SEPARATOR}slow`);
    expect(value('mood')).toBe('');
    expect(value('mood', { mood: [] })).toBe('');
  });

  it('is found under every alias that is no name of its own in templates', () => {
    for (const { name, aliases, readOnly, type } of FIELDS) {
      if (readOnly || type !== 'text') continue;
      for (const alias of aliases) expect([alias, value(alias, { [name]: ['x'] })]).toEqual([alias, 'x']);
    }
  });

  it('is a custom tag where Descant measures what is called so', () => {
    expect(value('time', { time: ['noon'] })).toBe('noon');
    expect(value('length', { length: ['noon'] })).toBe('noon');
  });

  it('is nothing where the tag is only inherited', () => {
    expect(value('constructor')).toBe('');
    expect(value('constructor', { constructor: ['x'] })).toBe('x');
  });

  it.each([
    ['tracknumber', '3', '03'],
    ['track', '3', '03'],
    ['discnumber', '1', '01'],
    ['disc', ' 2 ', '02'],
    ['track', '3/12', '03'],
    ['track', '3 / ', '03'],
    ['track', '0', ''],
    ['track', 'A1', 'A1'],
    ['track', '123456789', '123456789'],
    ['track', '0000000001', '0000000001'],
    ['track', '-3', '-3'],
  ])('%s of %s shows as "%s"', (name, raw, shown) => {
    expect(value(name, { tracknumber: [raw], discnumber: [raw] })).toBe(shown);
  });

  it('has as many digits of a track as the album has tracks, two to four', () => {
    for (const [total, shown] of [
      ['9', '05'],
      ['99', '05'],
      ['100', '005'],
      ['0100', '005'],
      [' 1000 ', '0005'],
      ['12345', '0005'],
      ['many', '05'],
    ] as const) {
      expect(value('track', { tracknumber: ['5'], totaltracks: [total] })).toBe(shown);
    }
    expect(value('tracktotal', { totaltracks: ['100'] })).toBe('100');
    expect(value('disctotal', { totaldiscs: ['2'], totaltracks: ['100'] })).toBe('02');
    expect(value('disc', { discnumber: ['2'], totaltracks: ['100'] })).toBe('02');
  });

  it('may be a part of a date: of the release, or of the first release where there is no other', () => {
    const tags = { date: ['2004-05-06'], originaldate: ['1969-07-08'] };
    expect(['year', 'month', 'day'].map((name) => value(name, tags))).toEqual(['2004', '05', '06']);
    expect(['original_year', 'original_month', 'original_day'].map((name) => value(name, tags))).toEqual([
      '1969',
      '07',
      '08',
    ]);
    expect(value('year', { originaldate: ['1969'] })).toBe('1969');
    expect(value('year', { originalyear: ['1968'] })).toBe('1968');
    expect(value('year', { year: ['1967'], originaldate: ['1969'] })).toBe('1967');
    expect(value('original_year', { originalyear: ['1968'] })).toBe('1968');
    expect(value('original_year', { date: ['2004'] })).toBe('');
    expect(value('month', { date: ['2004'] })).toBe('');
    expect(value('date', tags)).toBe('2004-05-06');
  });

  it('is True for a compilation', () => {
    for (const name of ['comp', 'compilation']) {
      expect(value(name, { compilation: ['1'] })).toBe('True');
      expect(value(name, { compilation: ['0'] })).toBe('');
      expect(standIn(name)).toBe('');
    }
    expect([['1'], ['yes'], [' True ']].every((raw) => isCompilation(entry({ compilation: raw })))).toBe(true);
    expect([['0'], [' FALSE '], [' '], []].some((raw) => isCompilation(entry({ compilation: raw })))).toBe(false);
  });

  it('may be what is known of the original', () => {
    expect(value('id')).toBe('7');
    expect(value('format')).toBe('flac');
    expect(value('extension')).toBe('flac');
    expect(value('format_upper')).toBe('FLAC');
    expect(value('added')).toBe('2024-02-03 04:05:06');
    for (const name of ['id', 'format', 'extension', 'format_upper', 'added']) {
      expect(templateValue(name).mayBeMissing).toBe(false);
      expect(templateValue(name).change).toBeUndefined();
      expect(standIn(name)).toBe(value(name));
    }
  });
});

describe('what stands in for a missing value', () => {
  it.each([
    ['artist', 'Unknown Artist'],
    ['albumartist', 'Unknown Artist'],
    ['album', 'Unknown Album'],
    ['genre', 'Unknown Genre'],
    ['composer', 'Unknown Composer'],
    ['title', 'Untitled'],
    ['track', '00'],
    ['disc', '00'],
    ['year', '0000'],
    ['month', '00'],
    ['mood', ''],
  ])('of %s is "%s"', (name, text) => {
    expect(standIn(name)).toBe(text);
    expect(templateValue(name).mayBeMissing).toBe(true);
  });

  it('is the other of artist and album artist, or the name of the file for a title', () => {
    expect(standIn('artist', { albumartist: ['B'] })).toBe('B');
    expect(standIn('albumartist', { artist: ['A'] })).toBe('A');
    expect(standIn('albumartist', { artist: ['A'], compilation: ['1'] })).toBe('Various Artists');
    expect(templateValue('title').standIn(entry({}, { fileName: '01 song' }))).toBe('01 song');
    expect(standIn('track', { totaltracks: ['100'] })).toBe('000');
  });
});

describe('the change of tags with which a text is shown', () => {
  it('is the text, or no tag for no text', () => {
    expect(change('title', 'One; Two')).toEqual({ tag: 'title', values: ['One; Two'] });
    expect(change('title', '')).toEqual({ tag: 'title', values: null });
    expect(change('my own', 'x; y')).toEqual({ tag: 'my own', values: ['x; y'] });
  });

  it('splits what holds several values, and what has several already', () => {
    expect(change('genres', 'Folk; Rock; ')).toEqual({ tag: 'genre', values: ['Folk', 'Rock'] });
    expect(change('my own', 'x; y', { 'my own': ['a', 'b'] })).toEqual({ tag: 'my own', values: ['x', 'y'] });
    expect(change('my own', 'x; y', { 'my own': ['a'] })).toEqual({ tag: 'my own', values: ['x; y'] });
  });

  it.each([
    ['07', { tag: 'tracknumber', values: ['7'] }],
    ['', { tag: 'tracknumber', values: null }],
    ['00', { tag: 'tracknumber', values: null }],
    ['A', { tag: 'tracknumber', values: ['A'] }],
    ['AB123', { tag: 'tracknumber', values: ['AB123'] }],
    ['ABC', null],
    ['A1234', null],
    ['1A', null],
    ['1234567890', null],
  ])('of a track number "%s" is %j', (shown, expected) => {
    expect(change('track', shown)).toEqual(expected);
  });

  it('of a part of a date keeps the rest of it', () => {
    const tags = { date: ['2004-05-06'] };
    expect(change('year', '2005', tags)).toEqual({ tag: 'date', values: ['2005-05-06'] });
    expect(change('year', '2005')).toEqual({ tag: 'date', values: ['2005'] });
    expect(change('year', '2005', { originaldate: ['1969'] })).toEqual({ tag: 'originaldate', values: ['2005'] });
    expect(change('original_year', '2005', tags)).toEqual({ tag: 'originaldate', values: ['2005'] });
    expect(change('year', '205', tags)).toBeNull();
    expect(change('year', 'long', tags)).toBeNull();
    expect(change('month', '7', tags)).toBeNull();
    expect(change('month', '07', tags)).toEqual({ tag: 'date', values: ['2004-07-06'] });
  });

  it('of a compilation is a flag', () => {
    expect(change('comp', 'True')).toEqual({ tag: 'compilation', values: ['1'] });
    expect(change('comp', '')).toEqual({ tag: 'compilation', values: null });
    expect(change('comp', 'yes')).toBeNull();
  });
});

describe('the tag behind a name', () => {
  it.each([
    ['title', 'title'],
    ['genres', 'genre'],
    ['album_artist', 'albumartist'],
    ['mb_albumid', 'musicbrainz_albumid'],
    ['my own', 'my own'],
    ['date', 'date'],
    ['year', null],
    ['track', null],
    ['compilation', null],
    ['format', null],
    ['id', null],
  ])('of %s is %s', (name, tag) => {
    expect(tagOfValue(name)).toBe(tag);
  });

  it('ends a template where it is the extension', () => {
    expect(['format', 'extension'].every(isExtension)).toBe(true);
    expect(['format_upper', 'kind', 'title'].some(isExtension)).toBe(false);
  });
});
