import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { ICommonTagsResult } from 'music-metadata';
import { readForeignFile, tagsOf } from './foreign-file.ts';
import type { ScannedFile } from './scanned-file.ts';

const folder = temporaryFolder();
const plain = join(folder, 'plain.aac');
const KEY = Buffer.alloc(16, 7);

beforeAll(() => {
  ffmpeg('-c:a', 'aac', '-f', 'adts', plain);
});

function ffmpeg(...output: string[]): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=d=1', ...output]);
}

function read(name: string): Promise<ScannedFile> {
  const path = join(folder, name);
  return readForeignFile(Buffer.from(path), Buffer.from(name), statSync(path, { bigint: true }), KEY);
}

/** The plain file with these frames of an ID3v2.4 tag in front. */
function writeTagged(name: string, frames: readonly Buffer[]): void {
  const body = Buffer.concat(frames);
  const header = Buffer.concat([Buffer.from('ID3'), Buffer.of(4, 0, 0), syncSafe(body.length)]);
  writeFileSync(join(folder, name), Buffer.concat([header, body, readFileSync(plain)]));
}

const syncSafe = (n: number): Buffer => Buffer.of((n >> 21) & 127, (n >> 14) & 127, (n >> 7) & 127, n & 127);

function frame(id: string, body: string): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([Buffer.from(id), syncSafe(bytes.length), Buffer.of(0, 0), bytes]);
}

/** The first byte of a text frame says UTF-8. */
const text = (id: string, value: string): Buffer => frame(id, `\x03${value}`);
const userText = (name: string, value: string): Buffer => frame('TXXX', `\x03${name}\0${value}`);

test('every field has its name in the library', async () => {
  writeTagged('all.aac', [
    text('TIT2', 'a title'),
    text('TPE1', 'A feat. B'),
    userText('Artists', 'A\0B'),
    text('TALB', 'an album'),
    text('TPE2', 'an album artist'),
    text('TDRC', '2001-02-03'),
    text('TDOR', '1999-01-02'),
    text('TCON', 'Folk\0Rock'),
    text('TCOM', 'a composer'),
    text('TEXT', 'a lyricist'),
    text('TPE3', 'a conductor'),
    text('TPE4', 'a remixer'),
    text('TPUB', 'a label'),
    userText('CATALOGNUMBER', 'CAT 1'),
    text('TSRC', 'AA6Q72000047'),
    userText('BARCODE', '4006381333931'),
    text('TIT1', 'a grouping'),
    text('TIT3', 'a subtitle'),
    text('TMOO', 'a mood'),
    text('TCOP', '2001 a company'),
    text('TENC', 'an encoder'),
    text('TSSE', 'its settings'),
    text('TSOT', 'title, a'),
    text('TSOP', 'artist, an'),
    text('TSOA', 'album, an'),
    text('TSO2', 'album artist, an'),
    text('TSOC', 'composer, a'),
    text('MVNM', 'a movement'),
    text('TRCK', '3/12'),
    text('TPOS', '1/2'),
    frame('UFID', 'http://musicbrainz.org\0the recording'),
    userText('MusicBrainz Release Track Id', 'the track'),
    userText('MusicBrainz Album Id', 'the album'),
    userText('MusicBrainz Artist Id', 'the artist'),
    userText('MusicBrainz Album Artist Id', 'the album artist'),
    userText('MusicBrainz Release Group Id', 'the release group'),
    userText('Acoustid Id', 'the AcoustID'),
    frame('COMM', '\x03eng\0a comment'),
  ]);
  expect((await read('all.aac')).tags).toEqual({
    title: ['a title'],
    artist: ['A', 'B'],
    album: ['an album'],
    albumartist: ['an album artist'],
    date: ['2001-02-03'],
    originaldate: ['1999-01-02'],
    genre: ['Folk', 'Rock'],
    composer: ['a composer'],
    lyricist: ['a lyricist'],
    conductor: ['a conductor'],
    remixer: ['a remixer'],
    label: ['a label'],
    catalognumber: ['CAT 1'],
    isrc: ['AA6Q72000047'],
    barcode: ['4006381333931'],
    grouping: ['a grouping'],
    subtitle: ['a subtitle'],
    mood: ['a mood'],
    copyright: ['2001 a company'],
    encodedby: ['an encoder'],
    encodersettings: ['its settings'],
    titlesort: ['title, a'],
    artistsort: ['artist, an'],
    albumsort: ['album, an'],
    albumartistsort: ['album artist, an'],
    composersort: ['composer, a'],
    movement: ['a movement'],
    tracknumber: ['3'],
    totaltracks: ['12'],
    discnumber: ['1'],
    totaldiscs: ['2'],
    musicbrainz_recordingid: ['the recording'],
    musicbrainz_trackid: ['the track'],
    musicbrainz_albumid: ['the album'],
    musicbrainz_artistid: ['the artist'],
    musicbrainz_albumartistid: ['the album artist'],
    musicbrainz_releasegroupid: ['the release group'],
    acoustid_id: ['the AcoustID'],
    comment: ['a comment'],
  });
});

test('a file without tags has none, and its technical data', async () => {
  const { tags, properties, layout, pictures, error, name, stats } = await read('plain.aac');
  expect(tags).toEqual({});
  expect({ layout, pictures, error }).toEqual({ layout: null, pictures: 0, error: null });
  expect('bitsPerSample' in properties).toBe(false);
  expect(name.toString()).toBe('plain.aac');
  expect(Number(stats.size)).toBe(statSync(plain).size);
  expect(properties).toEqual({
    codec: 'aac',
    duration: 0,
    sampleRate: 44100,
    channels: 1,
    bitrate: expect.any(Number),
    lossless: false,
  });
  expect(properties.bitrate).toBeGreaterThan(10_000);
  expect(Number.isInteger(properties.bitrate)).toBe(true);
});

test('one artist, a track number without a total, a year alone', async () => {
  writeTagged('short.aac', [text('TPE1', 'A'), text('TRCK', '7'), text('TDRC', '1987')]);
  expect((await read('short.aac')).tags).toEqual({ artist: ['A'], tracknumber: ['7'], date: ['1987'] });
});

test('a file that says its duration and bits per sample has both', async () => {
  ffmpeg('-c:a', 'flac', '-f', 'matroska', '-metadata', 'title=one', join(folder, 'song.mka'));
  const { properties, tags, error } = await read('song.mka');
  expect(error).toBeNull();
  expect(properties).toMatchObject({ sampleRate: 44100, channels: 1, codec: 'flac', bitsPerSample: 16 });
  expect(properties.duration).toBeCloseTo(1, 1);
  expect(tags['title']).toEqual(['one']);
});

test('the work that a Windows Media file belongs to has its field', async () => {
  ffmpeg('-c:a', 'wmav2', '-metadata', 'WM/Work=a work', join(folder, 'song.wma'));
  expect((await read('song.wma')).tags['work']).toEqual(['a work']);
});

test('a file that is no audio is a row with its cause', async () => {
  writeFileSync(join(folder, 'text.aac'), 'a shopping list '.repeat(100));
  const { error, tags, layout, properties } = await read('text.aac');
  expect(error).toBe('this is not an audio file that Descant understands');
  expect({ tags, layout, codec: properties.codec }).toEqual({ tags: {}, layout: null, codec: '' });
});

test('a file that its reader refuses is a row with the cause', async () => {
  writeFileSync(join(folder, 'text.wma'), 'a shopping list '.repeat(100));
  expect((await read('text.wma')).error).toMatch(/^its tags cannot be read: \w/);
});

test('a flag is 1 or absent, a number is text, a rating has stars, and what is none of these is left out', () => {
  const none = { no: null, of: null };
  const common: ICommonTagsResult = {
    track: { no: 3, of: null },
    disk: none,
    movementIndex: { no: 2, of: 4 },
    compilation: true,
    gapless: false,
    bpm: 120,
    mood: '',
    website: 'http://127.0.0.1/',
    lyrics: [{ contentType: 1, timeStampFormat: 0, text: 'la la', syncText: [] }],
    rating: [{ rating: 0.5 }],
    replaygain_track_gain: { ratio: 1, dB: 0 },
  };
  expect(tagsOf(common)).toEqual({
    tracknumber: ['3'],
    movementnumber: ['2'],
    movementtotal: ['4'],
    compilation: ['1'],
    bpm: ['120'],
    website: ['http://127.0.0.1/'],
    lyrics: ['la la'],
    rating: ['3'],
  });
});

test('a huge file that was allocated and not written is not searched to its end', async () => {
  writeFileSync(join(folder, 'begun.aac'), readFileSync(plain));
  writeFileSync(join(folder, 'empty.mp3'), '');
  for (const name of ['begun.aac', 'empty.mp3']) truncateSync(join(folder, name), 3 * 2 ** 30);
  expect(await read('begun.aac')).toMatchObject({ error: null, properties: { codec: 'aac', sampleRate: 44_100 } });
  expect((await read('empty.mp3')).error).toMatch(/not an audio file|tags cannot be read/);
});

test('padding in a stream ends nothing', async () => {
  const tail = Buffer.alloc(128);
  tail.write('TAGat the end');
  writeFileSync(join(folder, 'padded.aac'), Buffer.concat([readFileSync(plain), Buffer.alloc(3_000_000), tail]));
  expect((await read('padded.aac')).tags).toMatchObject({ title: ['at the end'] });
});

test.each([
  [1 / 99, '1'],
  [25 / 99, '2'],
  [75 / 99, '4'],
  [1, '5'],
])('reads the fraction %d of a rating as %s stars', (rating, stars) => {
  const common = { track: { no: null, of: null }, disk: { no: null, of: null }, movementIndex: { no: null, of: null } };
  expect(tagsOf({ ...common, rating: [{ source: 'a' }, { source: 'b', rating }] } as never)['rating']).toEqual([stars]);
});
