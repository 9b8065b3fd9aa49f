import { describe, expect, it } from 'vitest';
import { LayoutError, type Layout } from '../layout.ts';
import { readPictureBody } from '../picture-body.ts';
import { readLayout } from '../read-layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { commentsOf } from '../testing/ogg-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { inPlace, Window } from '../window.ts';
import { readVorbisComments } from './read-comments.ts';

function length(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A FLAC file without audio, with the given comment block in front of a picture's worth of padding. */
function flac(comments: readonly (string | Buffer)[], count = comments.length): Buffer {
  const vendor = Buffer.from('vendor');
  const texts = comments.map((comment) =>
    typeof comment === 'string' ? Buffer.concat([length(Buffer.byteLength(comment)), Buffer.from(comment)]) : comment,
  );
  const block = Buffer.concat([length(vendor.length), vendor, length(count), ...texts]);
  const info = Buffer.alloc(34);
  info.writeUInt32BE(0x0ac442f0, 10);
  const head = Buffer.from([4, 0, block.length >> 8, block.length & 255]);
  return Buffer.concat([
    Buffer.from('fLaC'),
    Buffer.from([0, 0, 0, 34]),
    info,
    head,
    block,
    Buffer.from([0x81, 0, 4, 0]),
    Buffer.alloc(1024),
  ]);
}

function read(bytes: Buffer): Layout {
  return readLayout(strictSource(bytes)) as Layout;
}

describe('readVorbisComments', () => {
  it('reads names in any case, several values in order, and splits numbers', () => {
    const layout = read(
      flac([
        'Title=a',
        'ARTIST=b',
        'artist=c',
        'tracknumber=3/12',
        'TOTALTRACKS=12',
        'DISC=1',
        'My Field=x',
        'MUSICBRAINZ_TRACKID=id',
      ]),
    );
    expect(layout.tags).toEqual({
      title: ['a'],
      artist: ['b', 'c'],
      tracknumber: ['3'],
      totaltracks: ['12'],
      discnumber: ['1'],
      'my field': ['x'],
      musicbrainz_recordingid: ['id'],
    });
    expect(layout.detail).toEqual({ vendor: 'vendor', names: { 'my field': 'My Field' } });
  });

  it('takes a year for the date where there is no date', () => {
    expect(read(flac(['YEAR=1999'])).tags).toEqual({ date: ['1999'] });
    expect(read(flac(['YEAR=1999', 'DATE=2001-02-03'])).tags).toEqual({ year: ['1999'], date: ['2001-02-03'] });
  });

  it('reads values that contain equals signs, and leaves out what has no name or no value', () => {
    const { tags, detail } = read(flac(['TITLE=a=b', '=x', 'noname', 'ARTIST=']));
    expect(tags).toEqual({ title: ['a=b'] });
    expect(detail).toEqual({ vendor: 'vendor' });
  });

  it('splits numbers only where a field is one', () => {
    expect(read(flac(['TITLE=3/12', 'DISCNUMBER=3/12'])).tags).toEqual({
      title: ['3/12'],
      discnumber: ['3'],
      totaldiscs: ['12'],
    });
  });

  it('takes lyrics that stand under two names once', () => {
    expect(read(flac(['LYRICS=la', 'UNSYNCEDLYRICS=la', 'ARTIST=b', 'ARTIST=b'])).tags).toEqual({
      lyrics: ['la'],
      artist: ['b', 'b'],
    });
  });

  it('keeps the spelling of own names that are not in capitals', () => {
    expect(read(flac(['OWN=x', 'Other=y', 'third=z'])).detail).toEqual({
      vendor: 'vendor',
      names: { other: 'Other', third: 'third' },
    });
  });

  it('reads no more comments than are counted', () => {
    expect(read(flac(['TITLE=a', 'ARTIST=b'], 1)).tags).toEqual({ title: ['a'] });
    expect(read(flac(['TITLE=a'], 0)).tags).toEqual({});
  });

  it('reads long names of short comments, and none of more than 1023 bytes of long ones', () => {
    const names = (name: number, length: number): string[] =>
      Object.keys(read(flac([`${'X'.repeat(name)}=${'y'.repeat(length - name - 1)}`, 'TITLE=b'])).tags).map(
        (field) => `${field.slice(0, 5)} ${field.length}`,
      );
    expect(names(4000, 4096)).toEqual(['xxxxx 4000', 'title 5']);
    expect(names(1024, 4097)).toEqual(['title 5']);
    expect(names(1023, 4097)).toEqual(['xxxxx 1023', 'title 5']);
  });

  it('reads a comment up to its end, and not a byte of the next', () => {
    // The next comment is 61 bytes long, which is the number of the equals sign.
    const next = `TITLE=${'x'.repeat(61 - 6)}`;
    expect(read(flac(['ARTIST', next])).tags).toEqual({ title: ['x'.repeat(55)] });
    expect(read(flac(['ARTIST', 'ALBUM=y'])).tags).toEqual({ album: ['y'] });
  });

  it('cannot be led to objects that every object has', () => {
    const { tags } = read(flac(['__proto__=x', 'constructor=y']));
    expect(Object.keys(tags)).toEqual(['__proto__', 'constructor']);
    expect(JSON.parse(JSON.stringify(tags))).toHaveProperty('constructor', ['y']);
  });

  it('reads a value that is longer than a window', () => {
    const lyrics = 'la '.repeat(5000);
    expect(read(flac([`LYRICS=${lyrics}`, 'TITLE=behind'])).tags).toEqual({ lyrics: [lyrics], title: ['behind'] });
  });

  it('refuses a comment that is longer than its block', () => {
    expect(() => read(flac([Buffer.concat([length(500), Buffer.from('TITLE=a')])]))).toThrow(
      'more than its header holds',
    );
  });

  it('believes the block rather than the number of comments', () => {
    expect(read(flac(['TITLE=a'], 4_000_000_000)).tags).toEqual({ title: ['a'] });
  });

  it('keeps 256 bytes of the vendor string', () => {
    for (const [length, kept] of [
      [256, 256],
      [257, 256],
    ] as const) {
      const window = new Window(strictSource(commentsOf('v'.repeat(length), ['TITLE=a'])));
      const tags = new TagCollector();
      expect(readVorbisComments(window, 0, window.size, inPlace, tags, [])).toBe('v'.repeat(kept));
      expect(tags.tags).toEqual({ title: ['a'] });
    }
  });

  it('may end with the vendor string, with the number of comments, or in a comment’s length', () => {
    const bytes = Buffer.concat([Buffer.from('xx'), commentsOf('vendor', ['TITLE=a']), Buffer.alloc(3)]);
    const commentsTo = (end: number): unknown => {
      const tags = new TagCollector();
      return [readVorbisComments(new Window(strictSource(bytes)), 2, end, inPlace, tags, []), { ...tags.tags }];
    };
    for (const end of [12, 15, 16, 19]) expect(commentsTo(end)).toEqual(['vendor', {}]);
    expect(() => commentsTo(20)).toThrow(
      new LayoutError('A comment at 16 claims to be 7 bytes long, which is more than its header holds.', 16),
    );
    expect(() => commentsTo(26)).toThrow(LayoutError);
    const vendor = new Window(strictSource(bytes.subarray(0, 12)));
    expect(readVorbisComments(vendor, 2, 12, inPlace, new TagCollector(), [])).toBe('vendor');
    for (const end of [27, 30]) expect(commentsTo(end)).toEqual(['vendor', { title: ['a'] }]);
    expect(() => commentsTo(11)).toThrow(
      new LayoutError('A comment at 2 claims to be 6 bytes long, which is more than its header holds.', 2),
    );
  });

  it('leaves out pictures that are none, and what old comments say of their type', () => {
    const layout = read(flac(['METADATA_BLOCK_PICTURE=none', 'COVERART=', 'CoverArtMime=image/png', 'TITLE=a']));
    expect([layout.pictures, layout.tags, layout.detail]).toEqual([[], { title: ['a'] }, { vendor: 'vendor' }]);
  });

  it('notes pictures in comments by the place of their text', () => {
    const body = Buffer.from('image bytes');
    const number = (value: number): Buffer => length(value).swap32();
    const structure = Buffer.concat([
      number(3),
      number(9),
      Buffer.from('image/png'),
      number(1),
      Buffer.from('d'),
      number(5),
      number(6),
      number(24),
      number(0),
      number(body.length),
      body,
    ]);
    const bytes = flac([
      `METADATA_BLOCK_PICTURE=${structure.toString('base64')}`,
      `COVERART=${body.toString('base64')}`,
    ]);
    const { pictures } = read(bytes);
    expect(pictures).toMatchObject([
      { type: 3, mime: 'image/png', description: 'd', width: 5, height: 6, depth: 24, encoding: 'base64' },
      { type: 3, mime: 'image/jpeg', encoding: 'base64' },
    ]);
    for (const picture of pictures) expect(Buffer.from(readPictureBody(strictSource(bytes), picture))).toEqual(body);
  });
});
