import { describe, expect, it } from 'vitest';
import type { Layout } from '../layout.ts';
import { readPictureBody } from '../picture-body.ts';
import { readLayout } from '../read-layout.ts';
import { frame, frames, tag, text, unsynchronise, type Version } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';

function read(...parts: Buffer[]): Layout {
  return readLayout(strictSource(Buffer.concat([...parts, frames(4)]))) as Layout;
}

/** A picture body with many $FF, as JPEG files have. */
const IMAGE = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0x00, 0xff, 0xff, 1, 2, 3, 0xff]);

function apic(description: string, encoding: 0 | 1): Buffer {
  const described = text(description, encoding).subarray(1);
  return Buffer.concat([
    Buffer.from([encoding]),
    Buffer.from('image/jpeg\0'),
    Buffer.from([3]),
    described,
    Buffer.alloc(encoding + 1),
    IMAGE,
  ]);
}

describe('readId3v2', () => {
  it.each([3, 4] satisfies Version[])('reads ID3v2.%i in all encodings that it has', (version) => {
    const { tags, detail } = read(
      tag(version, [
        frame(version, 'TIT2', text('Søster', 0)),
        frame(version, 'TPE1', text('Ночь 🎵', 1)),
        frame(version, 'TALB', version === 4 ? text('夜', 2) : text('夜', 1)),
        frame(version, 'TCOM', version === 4 ? text('Čas', 3) : text('Čas', 1)),
      ]),
    );
    expect(tags).toEqual({ title: ['Søster'], artist: ['Ночь 🎵'], album: ['夜'], composer: ['Čas'] });
    expect(detail['id3']).toBe(version);
  });

  it('reads ID3v2.2', () => {
    const picture = Buffer.concat([Buffer.from([0]), Buffer.from('JPG'), Buffer.from([3, 0x64, 0]), IMAGE]);
    const layout = read(
      tag(2, [
        frame(2, 'TT2', text('Title')),
        frame(2, 'TP1', text('Artist')),
        frame(2, 'TRK', text('3/12')),
        frame(2, 'TYE', text('1999')),
        frame(2, 'PIC', picture),
      ]),
    );
    expect(layout.tags).toEqual({
      title: ['Title'],
      artist: ['Artist'],
      tracknumber: ['3'],
      totaltracks: ['12'],
      date: ['1999'],
    });
    expect(layout.pictures).toMatchObject([{ type: 3, mime: 'image/jpeg', description: 'd' }]);
  });

  it('puts the parts of a date of ID3v2.3 together', () => {
    const parts = [
      frame(3, 'TYER', text('2004')),
      frame(3, 'TDAT', text('0605')),
      frame(3, 'TIME', text('0708')),
      frame(3, 'TORY', text('1969')),
    ];
    expect(read(tag(3, parts)).tags).toEqual({ date: ['2004-05-06T07:08'], originaldate: ['1969'] });
  });

  it('believes the year frame when it disagrees with the exact date beside it', () => {
    const exact = frame(3, 'TXXX', text('date\x002004-05'));
    expect(read(tag(3, [frame(3, 'TYER', text('2004')), exact])).tags['date']).toEqual(['2004-05']);
    expect(read(tag(3, [frame(3, 'TYER', text('2010')), exact])).tags['date']).toEqual(['2010']);
    // As mutagen leaves it when it makes an ID3v2.4 tag of it.
    expect(
      read(tag(4, [frame(4, 'TDRC', text('2004')), frame(4, 'TXXX', text('date\x002004-05'))])).tags['date'],
    ).toEqual(['2004-05']);
    expect(
      read(tag(4, [frame(4, 'TDRC', text('2004-08')), frame(4, 'TXXX', text('date\x002004-05'))])).tags['date'],
    ).toEqual(['2004-08']);
  });

  it('resolves genre numbers', () => {
    const genres = (version: Version, value: string): readonly string[] | undefined =>
      read(tag(version, [frame(version, 'TCON', text(value))])).tags['genre'];
    expect(genres(3, '(17)')).toEqual(['Rock']);
    expect(genres(3, '(51)(39)Big Trance')).toEqual(['Techno-Industrial', 'Noise', 'Big Trance']);
    expect(genres(3, '((brackets)')).toEqual(['(brackets)']);
    expect(genres(4, '17\x00Folk\x00RX')).toEqual(['Rock', 'Folk', 'Remix']);
    expect(genres(4, '999')).toEqual(['999']);
  });

  it('reads people, identifiers, links, comments and texts of any name', () => {
    const layout = read(
      tag(4, [
        frame(4, 'TIPL', text('producer\0Ann\0DJ-mix\0Ben', 3)),
        frame(4, 'TMCL', text('cello\0Yo-Yo Ma', 3)),
        frame(4, 'UFID', Buffer.from('http://musicbrainz.org\x00f151cb94', 'latin1')),
        frame(4, 'WOAR', Buffer.from('https://example.org/')),
        frame(4, 'COMM', Buffer.concat([Buffer.from('\u0003deu\0'), Buffer.from('Schön')])),
        frame(4, 'COMM', Buffer.concat([Buffer.from('\u0003engMood\0'), Buffer.from('dark')])),
        frame(4, 'TXXX', text('MusicBrainz Album Id\x001f7b', 3)),
        frame(4, 'TXXX', text('MUSICBRAINZ_ARTISTID\0a1\0a2', 3)),
        frame(4, 'TXXX', text('My Field\0one\0two', 3)),
      ]),
    );
    expect(layout.tags).toEqual({
      producer: ['Ann'],
      djmixer: ['Ben'],
      performer: ['Yo-Yo Ma (cello)'],
      musicbrainz_recordingid: ['f151cb94'],
      website: ['https://example.org/'],
      comment: ['Schön'],
      'comment:mood': ['dark'],
      musicbrainz_albumid: ['1f7b'],
      musicbrainz_artistid: ['a1', 'a2'],
      'my field': ['one', 'two'],
    });
    expect(layout.detail).toEqual({
      id3: 4,
      names: { 'comment:mood': 'comment:Mood', 'my field': 'My Field' },
      languages: { comment: ['deu'] },
    });
  });

  it.each([2, 3] satisfies Version[])('takes unsynchronisation off an ID3v2.%i tag', (version) => {
    const [title, picture] = version === 2 ? ['TT2', 'PIC'] : ['TIT2', 'APIC'];
    const body = version === 2 ? Buffer.concat([Buffer.from('\0JPG\u0003d\0', 'latin1'), IMAGE]) : apic('Rück', 1);
    const content = Buffer.concat([
      frame(version, picture as string, body),
      frame(version, title as string, text('夜 behind', 1)),
    ]);
    const whole = Buffer.concat([tag(version, [unsynchronise(content)], { flags: 0x80 }), frames(4)]);
    const layout = readLayout(strictSource(whole)) as Layout;
    expect(layout.tags).toEqual({ title: ['夜 behind'] });
    expect(layout.pictures).toMatchObject([{ encoding: 'unsynchronised', description: version === 2 ? 'd' : 'Rück' }]);
    expect(Buffer.from(readPictureBody(strictSource(whole), layout.pictures[0] as Layout['pictures'][number]))).toEqual(
      IMAGE,
    );
  });

  it('takes unsynchronisation off the frames of ID3v2.4 one by one', () => {
    const picture = frame(4, 'APIC', Buffer.concat([Buffer.from([0, 0, 0, 99]), unsynchronise(apic('Rück', 1))]), {
      flags: 0x03,
    });
    const whole = Buffer.concat([
      tag(4, [
        frame(4, 'TIT2', unsynchronise(text('夜', 1)), { flags: 0x02 }),
        picture,
        frame(4, 'TALB', text('Plain')),
      ]),
      frames(4),
    ]);
    const layout = readLayout(strictSource(whole)) as Layout;
    expect(layout.tags).toEqual({ title: ['夜'], album: ['Plain'] });
    expect(Buffer.from(readPictureBody(strictSource(whole), layout.pictures[0] as Layout['pictures'][number]))).toEqual(
      IMAGE,
    );
  });

  it('skips an extended header', () => {
    const inV3 = Buffer.from([0, 0, 0, 6, 0, 0, 0, 0, 0, 0]);
    const inV4 = Buffer.from([0, 0, 0, 6, 1, 0]);
    expect(read(tag(3, [inV3, frame(3, 'TIT2', text('x'))], { flags: 0x40 })).tags).toEqual({ title: ['x'] });
    expect(read(tag(4, [inV4, frame(4, 'TIT2', text('x'))], { flags: 0x40 })).tags).toEqual({ title: ['x'] });
  });

  it('reads a tag with a footer, and one that stands at the end of the file', () => {
    expect(read(tag(4, [frame(4, 'TIT2', text('x'))], { flags: 0x10 })).audio.length).toBe(4 * 417);
    const atEnd = readLayout(
      strictSource(Buffer.concat([frames(4), tag(4, [frame(4, 'TIT2', text('x'))], { flags: 0x10 })])),
    ) as Layout;
    expect(atEnd.audio).toEqual({ offset: 0, length: 4 * 417 });
  });

  it('lets the first of several tags win, and the others fill what it lacks', () => {
    const layout = read(
      tag(3, [frame(3, 'TIT2', text('first'))]),
      tag(4, [frame(4, 'TIT2', text('second')), frame(4, 'TALB', text('album'))]),
    );
    expect(layout.tags).toEqual({ title: ['first'], album: ['album'] });
    expect(layout.detail['id3']).toBe(3);
  });

  it('reads ID3v2.4 tags with the plain sizes of old iTunes', () => {
    // Sizes that cannot be synchsafe, and sizes that could be.
    for (const length of [200, 300]) {
      const long = 'x'.repeat(length);
      const layout = read(
        tag(
          4,
          [
            frame(4, 'COMM', Buffer.from(`\0eng\0${long}`), { plainSize: true }),
            frame(4, 'TIT2', text('behind'), { plainSize: true }),
          ],
          { padding: 50 },
        ),
      );
      expect(layout.tags).toEqual({ comment: [long], title: ['behind'] });
    }
  });
});
