import { describe, expect, it } from 'vitest';
import type { PictureRef, Tags, WeakerTag } from '../formats/layout.ts';
import { layoutWith } from '../formats/testing/layouts.ts';
import { weakerChanges, weakerPictures } from './weaker-changes.ts';

const weaker = (kind: string, tags: Tags, lengths: readonly number[] = []): WeakerTag => ({
  kind,
  tags,
  pictures: lengths.map(pictureOf),
});
const pictureOf = (length: number): PictureRef => ({
  type: 3,
  mime: 'image/png',
  description: '',
  location: { offset: 0, length },
  encoding: 'raw',
});

const TAGS: Tags = { title: ['One'], artist: ['A'], album: ['B'] };
const SERVED = layoutWith({ tags: TAGS });
const savedWith = (...tags: WeakerTag[]) => layoutWith({ tags: TAGS, weaker: tags });

describe('the changes in weaker tags', () => {
  it('are the values that the tag above them does not have', () => {
    const saved = savedWith(weaker('ID3v1', { title: ['One'], artist: ['Other'] }));
    expect(weakerChanges(SERVED, saved, {}, [])).toEqual({ artist: ['Other'] });
  });

  it('are values of fields that the tag above them does not have', () => {
    expect(weakerChanges(SERVED, savedWith(weaker('ID3v1', { genre: ['Rock'] })), {}, [])).toEqual({ genre: ['Rock'] });
  });

  it('are none without weaker tags', () => {
    expect(weakerChanges(SERVED, SERVED, {}, [])).toEqual({});
    expect(weakerChanges(SERVED, SERVED, { title: null }, [])).toEqual({});
  });

  it('give way to those in the tag above them', () => {
    const saved = savedWith(weaker('ID3v1', { title: ['Old'], artist: ['Other'] }));
    expect(weakerChanges(SERVED, saved, { title: ['One'] }, [])).toEqual({ artist: ['Other'] });
  });

  it('are those of the first tag that has any', () => {
    const saved = savedWith(weaker('APEv2', { title: ['1'] }), weaker('ID3v1', { title: ['2'], album: ['3'] }));
    expect(weakerChanges(SERVED, saved, {}, [])).toEqual({ title: ['1'], album: ['3'] });
  });

  it('are none where the served file has the same', () => {
    const served = layoutWith({ tags: TAGS, weaker: [weaker('LIST/INFO', { title: ['Won'], artist: ['Aye'] })] });
    const saved = savedWith(weaker('LIST/INFO', { title: ['Won'], artist: ['Other'] }));
    expect(weakerChanges(served, saved, {}, [])).toEqual({ artist: ['Other'] });
    const otherKind = savedWith(weaker('ID3v1', { title: ['Won'] }));
    expect(weakerChanges(served, otherKind, {}, [])).toEqual({ title: ['Won'] });
  });

  it('are none where the tag is a copy of that of the original, edited or not', () => {
    const original = [weaker('ID3v1', { title: ['Old'], album: ['Older'], artist: ['Oldest'] })];
    expect(weakerChanges(SERVED, savedWith(...original), {}, original)).toEqual({});
    const edited = weaker('ID3v1', { title: ['Old'], album: ['Older'], artist: ['Other'] });
    expect(weakerChanges(SERVED, savedWith(edited), {}, original)).toEqual({ artist: ['Other'] });
    const one = [weaker('ID3v1', { title: ['Old'] })];
    expect(weakerChanges(SERVED, savedWith(...one), {}, one)).toEqual({});
    // One value that agrees by chance.
    expect(weakerChanges(SERVED, savedWith(...one), {}, original)).toEqual({ title: ['Old'] });
    expect(weakerChanges(SERVED, savedWith(edited), {}, [weaker('APEv2', edited.tags)])).toEqual(edited.tags);
  });

  it('are removals where only a weaker tag has lost a field', () => {
    const served = layoutWith({ tags: TAGS, weaker: [weaker('LIST/INFO', TAGS)] });
    const saved = savedWith(weaker('LIST/INFO', { title: ['One'], artist: ['A'] }));
    expect(weakerChanges(served, saved, {}, [])).toEqual({ album: null });
    expect(weakerChanges(served, saved, { title: ['One'] }, [])).toEqual({});
    const edited = savedWith(weaker('LIST/INFO', { title: ['Two'], artist: ['A'] }));
    expect(weakerChanges(served, edited, {}, [])).toEqual({ title: ['Two'] });
  });

  it('are none where a weaker tag is gone as a whole', () => {
    const served = layoutWith({ tags: TAGS, weaker: [weaker('LIST/INFO', TAGS)] });
    expect(weakerChanges(served, SERVED, {}, [])).toEqual({});
    expect(weakerChanges(served, savedWith(weaker('ID3v1', { title: ['One'] })), {}, [])).toEqual({});
  });
});

describe('pictures in weaker tags', () => {
  it('are found where neither the tag above nor the original has them', () => {
    const tags = [weaker('ID3v2', {}, [1]), weaker('APEv2', {}, [1, 3])];
    const saved = layoutWith({ pictures: [pictureOf(1)], weaker: tags });
    expect(weakerPictures(saved, [])).toBe(tags[1]);
    expect(weakerPictures(saved, [weaker('APEv2', {}, [2, 3])])).toBeUndefined();
    expect(
      weakerPictures(layoutWith({ pictures: [pictureOf(1)], weaker: [tags[0] as WeakerTag] }), []),
    ).toBeUndefined();
    expect(weakerPictures(SERVED, [])).toBeUndefined();
  });
});
