import { describe, expect, it } from 'vitest';
import type { Layout } from '../layout.ts';
import { readPictureBody } from '../picture-body.ts';
import { readLayout } from '../read-layout.ts';
import { strictSource } from '../testing/sources.ts';

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
    expect(read(flac(['TITLE=a=b', '=x', 'noname', 'ARTIST='])).tags).toEqual({ title: ['a=b'] });
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
