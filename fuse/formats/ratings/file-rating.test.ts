import { afterAll, describe, expect, it } from 'vitest';
import type { Layout, Tags } from '../layout.ts';
import { planFile, sizeOfPlan } from '../plan-file.ts';
import { readLayout } from '../read-layout.ts';
import { audioFolder, KINDS } from '../testing/audio.ts';
import { frame, frames, tag, text, type Version } from '../testing/id3-bytes.ts';
import { layoutWith } from '../testing/layouts.ts';
import { planFiles, renderPlan, strictSource } from '../testing/sources.ts';
import { withFileRating, withRatingTexts } from './file-rating.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

const popm = (email: string, ...rest: number[]): Buffer =>
  Buffer.concat([Buffer.from(`${email}\0`), Buffer.from(rest)]);
const mp3 = (version: Version, ...bodies: Buffer[]): Buffer =>
  Buffer.concat([
    tag(version, [frame(version, 'TIT2', text('x')), ...bodies.map((body) => frame(version, 'POPM', body))]),
    frames(5),
  ]);
const layoutOf = (bytes: Buffer): Layout => readLayout(strictSource(bytes), 'mp3')!;
const render = (bytes: Buffer, tags: Tags): Buffer => {
  const layout = layoutOf(bytes);
  return renderPlan(planFile({ layout, tags, pictures: [] }, planFiles(bytes)), bytes);
};

describe('the rating of an MP3 file', () => {
  it.each<Version>([3, 4])('is read from POPM in ID3v2.%i, and the frame shows as it is', (version) => {
    const body = popm('MusicBee', 242, 0, 0, 1, 7);
    const bytes = mp3(version, body);
    const { tags, kept } = layoutOf(bytes);
    expect(tags).toEqual({ title: ['x'], rating: ['4.5'] });
    expect(kept).toEqual([]);
    expect(render(bytes, { ...tags, artist: ['y'] }).includes(frame(version, 'POPM', body))).toBe(true);
  });

  it('changes in every frame, on the scale of each, and the counters stay', () => {
    const bytes = mp3(4, popm('users@musicbrainz.org', 51, 0, 0, 0, 9), popm('me', 1));
    expect(layoutOf(bytes).tags['rating']).toEqual(['1']);
    const rendered = render(bytes, { title: ['x'], rating: ['4'] });
    expect(rendered.includes(frame(4, 'POPM', popm('users@musicbrainz.org', 204, 0, 0, 0, 9)))).toBe(true);
    expect(rendered.includes(frame(4, 'POPM', popm('me', 196)))).toBe(true);
    expect(layoutOf(rendered).tags['rating']).toEqual(['4']);
  });

  it('can be taken away: a frame that counts plays stays', () => {
    const rendered = render(mp3(4, popm('a', 255, 0, 0, 0, 9), popm('b', 255, 0)), { title: ['x'] });
    expect(layoutOf(rendered).tags).toEqual({ title: ['x'] });
    expect(rendered.includes(frame(4, 'POPM', popm('a', 0, 0, 0, 0, 9)))).toBe(true);
    expect(rendered.includes('b\0')).toBe(false);
  });

  it('is none where the frame counts plays alone, and the frame stays', () => {
    const body = popm('a', 0, 0, 0, 0, 9);
    const bytes = mp3(4, body);
    expect(layoutOf(bytes).tags).toEqual({ title: ['x'] });
    expect(render(bytes, { title: ['new'] }).includes(frame(4, 'POPM', body))).toBe(true);
  });

  it.each([
    ['without an end of its address', Buffer.from('MusicBee')],
    ['without a byte', Buffer.from('MusicBee\0')],
    ['that is too long', Buffer.concat([Buffer.from('x\0'), Buffer.alloc(2000, 1)])],
  ])('is none in a frame %s, which is kept as it is', (_, body) => {
    const { tags, kept } = layoutOf(mp3(4, body));
    expect(tags).toEqual({ title: ['x'] });
    expect(kept).toHaveLength(1);
  });
});

describe('the rating of a file with texts', () => {
  const read = (tags: Tags): Layout => withFileRating(layoutWith({ container: 'flac', tags }));
  const shown = (layout: Layout, rating: string | null): Tags =>
    withRatingTexts({ layout, tags: { title: ['x'], ...(rating === null ? {} : { rating: [rating] }) }, pictures: [] })
      .tags;

  it.each([
    [{ rating: ['80'] }, '4'],
    [{ fmps_rating: ['0.7'] }, '3.5'],
    [{ 'rating:me@example.org': ['2'] }, '2'],
    [{ fmps_rating: ['0.2'], rating: ['100'] }, '5'],
    [{ rating: ['great'] }, 'great'],
  ])('%j is %s, and shows as it was while it holds', (texts, rating) => {
    const layout = read({ title: ['x'], ...texts });
    expect(layout.tags).toEqual({ title: ['x'], rating: [rating] });
    expect(shown(layout, rating)).toEqual({ title: ['x'], ...texts });
  });

  it('is none for 0, which shows as it was', () => {
    const layout = read({ title: ['x'], rating: ['0'] });
    expect(layout.tags).toEqual({ title: ['x'] });
    expect(shown(layout, null)).toEqual({ title: ['x'], rating: ['0'] });
  });

  it('changes every text that is there', () => {
    const layout = read({ rating: ['4'], fmps_rating: ['0.8'] });
    expect(shown(layout, '2.5')).toEqual({ title: ['x'], rating: ['2.5'], fmps_rating: ['0.5'] });
    expect(shown(layout, null)).toEqual({ title: ['x'] });
    expect(shown(layout, '0')).toEqual({ title: ['x'] });
  });

  it('is written where there was none', () => {
    expect(shown(read({}), '4.5')).toEqual({ title: ['x'], rating: ['90'], fmps_rating: ['0.9'] });
    expect(shown(read({}), null)).toEqual({ title: ['x'] });
    expect(shown(read({}), 'odd')).toEqual({ title: ['x'], rating: ['odd'] });
  });

  it('of a weaker tag is one value, too', () => {
    const weaker = [{ kind: 'APEv2', tags: { rating: ['80'] }, pictures: [] }];
    expect(withFileRating({ ...layoutWith({}), weaker }).weaker).toMatchObject([{ tags: { rating: ['4'] } }]);
  });

  it('leaves a layout without any alone', () => {
    const layout = layoutWith({ tags: { title: ['rating'] } });
    expect(withFileRating(layout)).toBe(layout);
  });
});

describe('every format', () => {
  it.each(KINDS)('%s shows a rating, changes it and takes it away', (kind) => {
    const bytes = folder.bytesOf(kind);
    const original = readLayout(strictSource(bytes))!;
    const rated = (from: Buffer, layout: Layout, rating: string | null): Buffer => {
      const { rating: _, ...tags } = layout.tags;
      const input = { layout, tags: rating === null ? tags : { ...tags, rating: [rating] }, pictures: [] };
      const plan = planFile(input, planFiles(from));
      expect(sizeOfPlan(input).size).toBe(plan.size);
      return renderPlan(plan, from);
    };
    const first = rated(bytes, original, '4.5');
    const shown = readLayout(strictSource(first))!;
    expect(shown.tags).toEqual({ ...original.tags, rating: ['4.5'] });
    const second = rated(first, shown, '2');
    const changed = readLayout(strictSource(second))!;
    expect(changed.tags['rating']).toEqual(['2']);
    expect(readLayout(strictSource(rated(second, changed, null)))!.tags).toEqual(original.tags);
  });
});
