import { readFileSync } from 'node:fs';
import { parseFile } from 'music-metadata';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Layout } from './layout.ts';
import { LayoutError } from './layout.ts';
import { readLayout } from './read-layout.ts';
import { audioFolder, ENCODINGS, run, TEST_TAGS, type Encoding } from './testing/audio.ts';
import { strictSource } from './testing/sources.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

const encodings = Object.keys(ENCODINGS) as Encoding[];

describe.each(encodings)('the layout of %s', (encoding) => {
  let path = '';
  let bytes: Buffer;
  let layout: Layout;
  beforeEach(() => {
    bytes = folder.bytesOf(encoding);
    path = folder.pathOf(encoding);
    layout = readLayout(strictSource(bytes)) as Layout;
  });

  it('has the tags that music-metadata finds', async () => {
    const { common } = await parseFile(path);
    const { tags } = layout;
    const ours: Record<string, unknown> = {
      title: tags['title']?.[0],
      artist: tags['artist']?.[0],
      album: tags['album']?.[0],
      albumartist: tags['albumartist']?.[0],
      composer: tags['composer'],
      genre: tags['genre'],
      date: tags['date']?.[0],
      track: { no: number(tags['tracknumber']), of: number(tags['totaltracks']) },
      disk: { no: number(tags['discnumber']), of: number(tags['totaldiscs']) },
    };
    // ID3v2.3's TYER is only a year to music-metadata.
    const theirs: Record<string, unknown> = { ...common, date: common.date ?? common.year?.toString() };
    for (const field of Object.keys(ours)) {
      if (NOT_READ[encoding]?.includes(field) !== true) expect([field, ours[field]]).toEqual([field, theirs[field]]);
    }
  });

  it('has the tags that ffprobe finds', () => {
    const { format, streams } = JSON.parse(
      run('ffprobe', ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', path]),
    ) as {
      format: { tags?: Record<string, string> };
      streams: { tags?: Record<string, string> }[];
    };
    const theirs = Object.fromEntries(
      Object.entries({ ...format.tags, ...streams[0]?.tags }).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const { tags } = layout;
    expect(tags['title']?.[0]).toBe(theirs['title']);
    expect(tags['artist']?.[0]).toBe(theirs['artist']);
    expect(tags['album']?.[0]).toBe(theirs['album']);
    expect(tags['genre']?.[0]).toBe(theirs['genre']);
    expect(tags['date']?.[0]).toBe(theirs['date']);
    expect(tags['tracknumber']?.[0]).toBe(theirs['track']?.split('/')[0]);
  });

  it('has the technical data that music-metadata finds', async () => {
    // music-metadata does not know RF64; ffprobe's length is compared below.
    if (encoding === 'RF64') return;
    const { format } = await parseFile(path, { duration: true });
    const { properties } = layout;
    // music-metadata counts the samples that encoders add at both ends; a frame of Layer III is 26 ms.
    expect(Math.abs(properties.duration - (format.duration ?? 0))).toBeLessThan(0.08);
    expect(properties.channels).toBe(format.numberOfChannels);
    // It takes every AIFF-C file for compressed.
    expect(properties.lossless).toBe(encoding === 'AIFF-C' || format.lossless === true);
    // Opus plays at 48 kHz whatever it was made from.
    expect(properties.sampleRate).toBe(properties.codec === 'opus' ? 48_000 : format.sampleRate);
    if (properties.lossless) expect(properties.bitsPerSample).toBe(format.bitsPerSample);
  });

  it('has the length that the decoder plays', () => {
    const played = Number(run('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path]));
    expect(Math.abs(layout.properties.duration - played)).toBeLessThan(0.08);
  });

  it('takes few reads of a file of which a picture is no part', () => {
    const source = strictSource(bytes);
    readLayout(source);
    expect(source.reads).toBeLessThanOrEqual(6);
  });

  it('lies within the file', () => {
    const ranges = [
      layout.audio,
      ...layout.kept.map(({ range }) => range),
      ...layout.pictures.map(({ location }) => location),
    ];
    for (const { offset, length } of ranges) {
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(length).toBeGreaterThanOrEqual(0);
      expect(offset + length).toBeLessThanOrEqual(bytes.length);
    }
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(layout))).toEqual(layout);
  });
});

/** What music-metadata does not find, or reads in another encoding than the UTF-8 that it is. */
const NOT_READ: Partial<Record<Encoding, readonly string[]>> = {
  'Ogg FLAC': ['title', 'artist', 'album', 'albumartist', 'composer', 'genre', 'date', 'track', 'disk'],
  RF64: ['title', 'artist', 'album', 'genre', 'date', 'track'],
  WAV: ['title'],
  'WAV, 24 bit': ['title'],
  'AIFF-C': ['title'],
};

function number(values: readonly string[] | undefined): number | null {
  return values === undefined ? null : Number(values[0]);
}

describe('readLayout', () => {
  it('finds all tags that were written', () => {
    const layout = readLayout(strictSource(folder.bytesOf('flac'))) as Layout;
    expect(layout.tags).toMatchObject({
      title: [TEST_TAGS['title']],
      albumartist: ['Somebody Else'],
      tracknumber: ['3'],
      totaltracks: ['12'],
      discnumber: ['1'],
      totaldiscs: ['2'],
    });
  });

  it('leaves to others what it does not know', () => {
    expect(readLayout(strictSource(Buffer.from('this is no music at all')))).toBeNull();
    expect(readLayout(strictSource(Buffer.from('x')), 'mp3')).toBeNull();
  });

  it('leaves fragmented MP4 to others', () => {
    const path = `${folder.path}/fragmented.m4a`;
    run('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      '-y',
      '-i',
      folder.pathOf('AAC, moov last'),
      '-c',
      'copy',
      '-movflags',
      'frag_keyframe+empty_moov',
      path,
    ]);
    expect(readLayout(strictSource(readFileSync(path)))).toBeNull();
  });

  it('says what is wrong with a broken file', () => {
    expect(() => readLayout(strictSource(Buffer.alloc(0)))).toThrow('The file is empty.');
    const flac = folder.bytesOf('flac');
    expect(() => readLayout(strictSource(flac.subarray(0, 60)))).toThrow(LayoutError);
    const m4a = folder.bytesOf('AAC, moov last');
    expect(() => readLayout(strictSource(m4a.subarray(0, m4a.length / 2)))).toThrow(
      'its index or its audio is missing',
    );
  });
});
