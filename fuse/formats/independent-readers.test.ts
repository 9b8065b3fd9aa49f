import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseFile } from 'music-metadata';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Layout, Tags } from './layout.ts';
import { canPlan, planFile } from './plan-file.ts';
import type { PlacedPicture } from './plan.ts';
import { readLayout } from './read-layout.ts';
import { audioFolder, decodedMd5, KINDS, makePicture, run, type Kind } from './testing/audio.ts';
import { nativeTags, type NativeTags } from './testing/native-names.ts';
import { planFiles, renderPlan, strictSource } from './testing/sources.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

/** One field of every kind: plain, several values, numbers, people, identifiers, ReplayGain, classical, own. */
const TAGS: Tags = {
  title: ['Ænima Ночь 夜 🎵'],
  artist: ['AC/DC', 'Björk'],
  album: ['An Album'],
  albumartist: ['Various'],
  artistsort: ['Guðmundsdóttir, Björk'],
  tracknumber: ['3'],
  totaltracks: ['12'],
  discnumber: ['1'],
  totaldiscs: ['2'],
  genre: ['Folk', 'Trip-Hop'],
  date: ['2004-05-06'],
  originaldate: ['1999-10-11'],
  compilation: ['1'],
  bpm: ['120'],
  comment: ['A comment'],
  lyrics: ['First line\nsecond line'],
  composer: ['Johann Sebastian Bach', 'A. N. Other'],
  conductor: ['A Conductor'],
  performer: ['Yo-Yo Ma (cello)', 'Jane Doe (guitar)'],
  producer: ['A Producer'],
  mixer: ['A Mixer'],
  work: ['Cello Suite No. 1'],
  movement: ['Prélude'],
  movementnumber: ['1'],
  movementtotal: ['6'],
  label: ['A Label'],
  isrc: ['USRC17607839'],
  barcode: ['0123456789012'],
  website: ['https://example.org/a'],
  replaygain_track_gain: ['-7.89 dB'],
  replaygain_track_peak: ['0.988'],
  musicbrainz_recordingid: ['f151cb94-c909-46a8-ad99-fb77391abfb8'],
  musicbrainz_albumid: ['1f7b7fc7-5a1c-4bd2-9ef6-1f4a0d2c2d10'],
  acoustid_id: ['9ff43b6a-4f16-427c-93c2-92307ca505e0'],
  'my own field': ['one', 'two'],
};

interface Dump {
  readonly length: number;
  readonly fields: NativeTags;
  readonly pictures: readonly {
    readonly type?: number;
    readonly mime?: string;
    readonly description?: string;
    readonly body: string;
  }[];
}

/** What mutagen reads. */
function dump(path: string): Dump {
  return JSON.parse(
    run('/usr/bin/python3', [fileURLToPath(new URL('testing/dump-tags.py', import.meta.url)), path]),
  ) as Dump;
}

/** mutagen does not know RF64. */
const NOT_FOR_MUTAGEN: ReadonlySet<Kind> = new Set(['RF64']);

/** music-metadata takes no tags from the first two, and needs true audio for the others. */
const NOT_FOR_MUSIC_METADATA: ReadonlySet<Kind> = new Set([
  'Ogg FLAC',
  'RF64',
  "old Monkey's Audio",
  'Musepack 7',
  'Musepack 8',
]);
/** ffmpeg looks for audio in these, and finds none. */
const NOT_FOR_FFMPEG: ReadonlySet<Kind> = new Set(["old Monkey's Audio", 'Musepack 7', 'Musepack 8']);

function isApe({ container }: Layout): boolean {
  return container === 'ape' || container === 'wavpack' || container === 'musepack';
}

let images: { readonly front: Buffer; readonly back: Buffer } | undefined;

/** Made once, in the first test that needs them. */
function covers(): { readonly front: Buffer; readonly back: Buffer } {
  images ??= { front: makePicture(folder, 'front.jpg', 300), back: makePicture(folder, 'back.png', 40) };
  return images;
}

/** Writes a file of the kind with all tags and two pictures. */
function writePlanned(kind: Kind): { layout: Layout; planned: string } {
  const bytes = folder.bytesOf(kind);
  const layout = readLayout(strictSource(bytes)) as Layout;
  const { front, back } = covers();
  const pictures: PlacedPicture[] = [
    {
      type: 3,
      mime: 'image/jpeg',
      description: '',
      width: 300,
      height: 300,
      depth: 24,
      length: front.length,
      body: { kind: 'blob', path: 'front', offset: 0, length: front.length },
    },
    {
      type: 4,
      mime: 'image/png',
      description: 'Rück 夜',
      width: 40,
      height: 40,
      depth: 24,
      length: back.length,
      body: { kind: 'blob', path: 'back', offset: 0, length: back.length },
    },
  ];
  const plan = planFile({ layout, tags: TAGS, pictures }, planFiles(bytes, { front, back }));
  const planned = folder.pathOf(kind).replace(/\.(\w+)$/, '.planned.$1');
  writeFileSync(planned, renderPlan(plan, bytes, { front, back }));
  return { layout, planned };
}

function isCover(bytes: Uint8Array): boolean {
  const { front, back } = covers();
  return front.equals(bytes) || back.equals(bytes);
}

describe.each(KINDS)('a planned %s file', (kind) => {
  let planned = '';
  let layout: Layout;
  beforeEach(() => {
    ({ layout, planned } = writePlanned(kind));
  });

  it('can be planned', () => {
    expect(canPlan(layout, 'with files')).toBe(true);
  });

  it('has every field for mutagen, under the name that the table says', () => {
    if (NOT_FOR_MUTAGEN.has(kind)) return;
    const expected = nativeTags(layout.container, TAGS);
    const { fields, length } = dump(planned);
    if (layout.detail['id3'] === 3) {
      // ID3v2.3 says only the year of the original date in its frame, and has one list for all people.
      delete expected['TMCL'];
      Object.assign(expected, {
        TDOR: ['1999'],
        'TXXX:originaldate': ['1999-10-11'],
        'TIPL:cello': ['Yo-Yo Ma'],
        'TIPL:guitar': ['Jane Doe'],
      });
    }
    expect(fields).toEqual(expected);
    // Without a Xing header mutagen takes the first frame's bitrate for that of all.
    if (!kind.includes('variable bitrate')) expect(Math.abs(length - layout.properties.duration)).toBeLessThan(0.08);
  });

  it('has the pictures for mutagen, identical to the byte', () => {
    if (NOT_FOR_MUTAGEN.has(kind)) return;
    const { pictures } = dump(planned);
    expect(pictures.map(({ body }) => isCover(Buffer.from(body, 'base64')))).toEqual([true, true]);
    if (isApe(layout)) return;
    expect(pictures.map(({ mime }) => mime)).toEqual(['image/jpeg', 'image/png']);
    if (layout.container !== 'mp4') {
      expect(pictures.map(({ type, description }) => [type, description])).toEqual([
        [3, ''],
        [4, 'Rück 夜'],
      ]);
    }
  });

  it('has its tags and pictures for music-metadata', async () => {
    if (NOT_FOR_MUSIC_METADATA.has(kind)) return;
    const { common, format } = await parseFile(planned, { duration: true });
    expect(common).toMatchObject({
      title: TAGS['title']?.[0],
      artists: TAGS['artist'],
      album: 'An Album',
      albumartist: 'Various',
      genre: TAGS['genre'],
      track: { no: 3, of: 12 },
      disk: { no: 1, of: 2 },
      musicbrainz_recordingid: TAGS['musicbrainz_recordingid']?.[0],
      musicbrainz_albumid: TAGS['musicbrainz_albumid']?.[0],
    });
    expect(common.picture?.map(({ data }) => isCover(data))).toEqual([true, true]);
    expect(Math.abs((format.duration ?? 0) - layout.properties.duration)).toBeLessThan(0.08);
  });

  it('has its tags for ffprobe', () => {
    if (NOT_FOR_FFMPEG.has(kind)) return;
    const { format, streams } = JSON.parse(
      run('ffprobe', ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', planned]),
    ) as {
      format: { tags?: Record<string, string> };
      streams: { tags?: Record<string, string>; codec_type: string }[];
    };
    const tags = { ...format.tags, ...streams.find(({ codec_type }) => codec_type === 'audio')?.tags };
    const lower = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name.toLowerCase(), value]));
    expect(lower['title']).toBe(TAGS['title']?.[0]);
    expect(lower['album']).toBe('An Album');
    expect(lower['track']?.split('/')[0]).toBe('3');
  });

  it('decodes to the same sound', () => {
    if (NOT_FOR_FFMPEG.has(kind)) return;
    expect(decodedMd5(planned)).toBe(decodedMd5(folder.pathOf(kind)));
  });
});

describe('planned FLAC files', () => {
  it('pass the test of the flac tool, and metaflac lists their blocks', () => {
    const { planned } = writePlanned('flac');
    run('flac', ['-t', '--silent', planned]);
    const tags = run('metaflac', ['--export-tags-to=-', planned]);
    expect(tags).toContain('TITLE=Ænima Ночь 夜 🎵\n');
    expect(tags).toContain('ARTIST=AC/DC\nARTIST=Björk\n');
    expect(tags).toContain('MUSICBRAINZ_TRACKID=f151cb94');
    expect(run('metaflac', ['--list', '--block-type=PICTURE', planned])).toContain('type: 4 (Cover (back))');
    run('flac', ['-t', '--silent', '--ogg', writePlanned('Ogg FLAC').planned]);
  });
});
