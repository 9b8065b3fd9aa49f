import { describe, expect, it } from 'vitest';
import { EffectiveTrack, type Overrides } from '../library/effective-track.ts';
import { copyWithPictures, mergedPlays, mergedTags, type MergedCopy } from './merged-tags.ts';

type Values = Readonly<Record<string, readonly string[]>>;

function copy(id: number, tags: Values, overrides: Overrides = {}, pictures = 0): MergedCopy {
  const track = new EffectiveTrack(tags, overrides, pictures, `${id}.flac`);
  return { id, track, plays: 0, skips: 0, lastPlayed: null };
}
const merged = (best: Values, ...others: Values[]) =>
  mergedTags(
    copy(1, best),
    others.map((tags, at) => copy(at + 2, tags)),
  );

describe('the tags that a best copy takes over', () => {
  it('are those that it lacks, from the best of the others that has them', () => {
    expect(merged({ title: ['A'] }, { title: ['B'], genre: ['Folk'] }, { genre: ['Jazz'], mood: ['Calm'] })).toEqual({
      genre: ['Folk'],
      mood: ['Calm'],
    });
  });

  it('are lists that have all its values and more', () => {
    expect(merged({ genre: ['Folk'] }, { genre: ['Jazz', 'Soul'] }, { genre: ['Soul', 'Folk'] })).toEqual({
      genre: ['Soul', 'Folk'],
    });
  });

  it('are none that a person has removed from it', () => {
    expect(mergedTags(copy(1, { genre: ['X'] }, { genre: null }), [copy(2, { genre: ['Folk'] })])).toEqual({});
  });

  it('are none that describe a file', () => {
    const own = { encodedby: ['x'], encoder: ['y'], replaygain_track_gain: ['-3 dB'], r128_track_gain: ['1'] };
    expect(merged({}, { ...own, itunnorm: ['z'], gapless: ['1'], acoustid_fingerprint: ['AQ'] })).toEqual({});
  });

  it('name an album and its numbers where they are of the same album', () => {
    const place = { album: ['KNOLLS'], tracknumber: ['3'], albumartist: ['Ash'] };
    expect(merged({ album: ['Knolls'] }, { album: ['Hits'], tracknumber: ['9'], discnumber: ['1'] }, place)).toEqual({
      tracknumber: ['3'],
      albumartist: ['Ash'],
    });
    expect(merged({}, { tracknumber: ['9'] }, place)).toEqual(place);
  });

  it('are the highest rating, the favourite, and notes', () => {
    expect(
      merged(
        { rating: ['2'], notes: ['mine'] },
        { rating: ['4.5'], favourite: ['1'], notes: ['x'] },
        { rating: ['odd'] },
      ),
    ).toEqual({ rating: ['4.5'], favourite: ['1'] });
    expect(merged({ rating: ['5'], favourite: ['1'] }, { rating: ['4'], favourite: ['1'], notes: ['x'] })).toEqual({
      notes: ['x'],
    });
  });

  it('are nothing that sets a track aside', () => {
    expect(mergedTags(copy(1, {}), [copy(2, {}, { hidden: ['1'], distinct: ['a'], added: ['2001'] })])).toEqual({});
  });
});

describe('the plays that a best copy takes over', () => {
  it('name the copy that they are from, so that they are counted once', () => {
    const played = { ...copy(7, {}), plays: 3, skips: 1, lastPlayed: 50 };
    expect(mergedPlays([copy(2, {}), played])).toEqual([
      { kind: 'play', total: 3, lastAt: 50, source: 'copy 7' },
      { kind: 'skip', total: 1, lastAt: null, source: 'copy 7' },
    ]);
  });
});

describe('the pictures that a best copy takes over', () => {
  const from = (best: MergedCopy, ...others: MergedCopy[]) => copyWithPictures(best, others)?.id ?? null;
  const album = { album: ['Knolls'] };

  it('are those of the first copy of the same album', () => {
    expect(from(copy(1, album), copy(2, { album: ['Hits'] }, {}, 1), copy(3, album, {}, 1))).toBe(3);
    expect(from(copy(1, {}), copy(2, {}, {}, 1))).toBe(2);
    expect(from(copy(1, album), copy(2, {}, {}, 1))).toBeNull();
  });

  it('are none where it has some, or a person has removed them', () => {
    expect(from(copy(1, album, {}, 1), copy(2, album, {}, 1))).toBeNull();
    expect(from(copy(1, album, { picture: null }, 1), copy(2, album, {}, 1))).toBeNull();
  });
});
