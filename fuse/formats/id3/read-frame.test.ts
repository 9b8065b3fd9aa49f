import { describe, expect, it } from 'vitest';
import { frame, tag, text, type Version } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { Id3Content } from './content.ts';
import { readId3v2 } from './read-id3v2.ts';

function read(version: Version, ...frames: Buffer[]): Id3Content & { file: Buffer } {
  const file = tag(version, frames);
  const content = new Id3Content();
  expect(readId3v2(new Window(strictSource(file)), 0, content)).toBe(file.length);
  return Object.assign(content, { file });
}

const latin1 = (value: string): Buffer => Buffer.from(value, 'latin1');
const four = (id: string, body: Buffer, flags = 0): Buffer => frame(4, id, body, { flags });
/** The fields of frames of which none is kept besides. */
function tagsOf(...frames: Buffer[]) {
  const { tags, kept } = read(4, ...frames);
  expect(kept).toEqual([]);
  return tags.tags;
}
const keptOf = (...frames: Buffer[]) => read(4, ...frames).kept.map(({ kind }) => kind);

describe('a text frame', () => {
  it('has the values between NULs', () => {
    expect(tagsOf(four('TPE1', text('A\0\0B', 3)), four('TIT2', text('one\0', 0)))).toEqual({
      artist: ['A', 'B'],
      title: ['one'],
    });
  });

  it('of an encoding that there is not is kept', () => {
    expect(keptOf(four('TIT2', Buffer.from([4, 65])))).toEqual(['TIT2 0000']);
  });

  it.each([
    ['TRCK', '3/12', { tracknumber: ['3'], totaltracks: ['12'] }],
    ['TPOS', '1', { discnumber: ['1'] }],
    ['MVIN', '2/4', { movementnumber: ['2'], movementtotal: ['4'] }],
    ['TCON', '(17)Folk\0Rock', { genre: ['Rock', 'Folk'] }],
    ['GRP1', 'x', { grouping: ['x'] }],
    ['XSOP', 'x', { artistsort: ['x'] }],
    ['XSOT', 'x', { titlesort: ['x'] }],
    ['XSOA', 'x', { albumsort: ['x'] }],
    ['TYER', '1999\x002000', { date: ['1999'] }],
    ['TORY', '1999\x002000', { originaldate: ['1999'] }],
  ])('%s of %s', (id, value, tags) => {
    expect(tagsOf(four(id, text(value)))).toEqual(tags);
  });

  it('of year, day and hour make one date', () => {
    expect(tagsOf(four('TIME', text('0708')), four('TDAT', text('0605')), four('TYER', text('2004')))).toEqual({
      date: ['2004-05-06T07:08'],
    });
  });

  it('of nothing has no value', () => {
    expect(tagsOf(four('TIT2', text('')), four('TYER', text('')))).toEqual({});
  });
});

describe('a link', () => {
  it('is Latin-1 without an encoding', () => {
    expect(tagsOf(four('WCOP', latin1('http://x/\xe9\0')))).toEqual({ license: ['http://x/é'] });
  });
});

describe('an identifier', () => {
  it('has a field by its owner', () => {
    expect(tagsOf(four('UFID', latin1('http://musicbrainz.org\0id')))).toEqual({ musicbrainz_recordingid: ['id'] });
  });

  it('of another owner, or without one, is kept', () => {
    expect(keptOf(four('UFID', latin1('http://other\0id')))).toEqual(['UFID 0000']);
    expect(keptOf(four('UFID', latin1('http://musicbrainz.org')))).toEqual(['UFID 0000']);
  });
});

describe('a user text', () => {
  const user = (body: string, encoding: 0 | 3 = 0): Buffer => four('TXXX', text(body, encoding));

  it('has a known field by its description, however it is spelled', () => {
    expect(tagsOf(user('MusicBrainz Album Id\0x'), user('CATALOGNUMBER\0y'))).toEqual({
      musicbrainz_albumid: ['x'],
      catalognumber: ['y'],
    });
  });

  it('of another description is a field of its own that keeps its spelling', () => {
    const { tags } = read(4, user('MyField\0a\0b\0a', 3), user('plain\0c'));
    expect(tags.tags).toEqual({ myfield: ['a', 'b'], plain: ['c'] });
    expect(tags.nameDetail()).toEqual({ names: { myfield: 'MyField' } });
  });

  it('in UTF-16 ends its description with two bytes', () => {
    const wide = Buffer.concat([text('Own', 1), Buffer.alloc(2), text('é', 1).subarray(1)]);
    expect(tagsOf(four('TXXX', wide))).toEqual({ own: ['é'] });
  });

  it('may say dates exactly', () => {
    expect(
      tagsOf(
        four('TYER', text('2004')),
        user('date\x002004-05'),
        four('TORY', text('1999')),
        user('originaldate\x001999-07'),
      ),
    ).toEqual({
      date: ['2004-05'],
      originaldate: ['1999-07'],
    });
    expect(tagsOf(four('TORY', text('1999')), user('originaldate\x002001'))).toEqual({ originaldate: ['1999'] });
  });

  it('without a description, or without its end, is kept', () => {
    expect(keptOf(user('\0x'))).toEqual(['TXXX 0000']);
    expect(keptOf(user('no end'))).toEqual(['TXXX 0000']);
  });
});

describe('a comment', () => {
  const described = (id: string, language: string, body: string): Buffer =>
    four(id, Buffer.concat([Buffer.of(0), latin1(language + body)]));

  it('has a field of its kind, with its description behind a colon', () => {
    const content = read(
      4,
      described('COMM', 'eng', '\0one\0two'),
      described('COMM', 'eng', 'Mine\0x'),
      described('USLT', 'eng', '\0la'),
    );
    expect(content.tags.tags).toEqual({ comment: ['one', 'two'], 'comment:mine': ['x'], lyrics: ['la'] });
    expect(content.tags.names).toEqual({ 'comment:mine': 'comment:Mine' });
    expect(content.languageDetail()).toEqual({});
  });

  it('of another language than English says which', () => {
    const content = read(
      4,
      described('COMM', 'deu', '\0x'),
      described('USLT', 'XXX', '\0y'),
      described('COMM', '\0\0\0', 'a\0z'),
    );
    expect(content.languageDetail()).toEqual({ languages: { comment: ['deu'], lyrics: ['XXX'] } });
  });

  it('is one of several of its field, each with its language', () => {
    const content = read(4, described('COMM', 'deu', '\0x'), described('COMM', 'eng', '\0y'));
    expect(content.tags.tags).toEqual({ comment: ['x', 'y'] });
    expect(content.languageDetail()).toEqual({ languages: { comment: ['deu', 'eng'] } });
  });

  it.each(['12e', 'e12', 'd1u', '   '])('of the language "%s" does not say which', (language) => {
    expect(read(4, described('COMM', language, '\0x')).languageDetail()).toEqual({});
  });

  it.each(['iTunNORM', 'Songs-DB_Custom1', 'MusicMatch_Mood', 'ID3v1 Comment'])(
    'called %s is data of a program, and kept',
    (name) => {
      const content = read(4, described('COMM', 'eng', `${name}\0x`));
      expect(content.tags.tags).toEqual({});
      expect(content.kept.map(({ kind }) => kind)).toEqual(['COMM 0000']);
    },
  );

  it('called nearly so is a field', () => {
    expect(
      Object.keys(tagsOf(described('COMM', 'eng', 'ID3v1 Comments\0x'), described('COMM', 'eng', 'my iTun\0x'))),
    ).toEqual(['comment:id3v1 comments', 'comment:my itun']);
  });

  it('that breaks off is kept', () => {
    expect(keptOf(four('COMM', latin1('\0en')))).toEqual(['COMM 0000']);
    expect(keptOf(described('COMM', 'eng', 'no end'))).toEqual(['COMM 0000']);
    expect(keptOf(four('COMM', latin1('\0eng')))).toEqual(['COMM 0000']);
  });
});

describe('people', () => {
  it('have a field by their role; all others are performers', () => {
    const pairs = [
      'producer',
      'P',
      'DJ-MIX',
      'D',
      'guitar',
      'G',
      '',
      'N',
      'Performer',
      'X',
      'mix',
      '',
      'bass',
      '',
      'odd',
    ].join('\0');
    for (const id of ['TIPL', 'TMCL', 'IPLS']) {
      expect(tagsOf(four(id, text(pairs, 3)))).toEqual({
        producer: ['P'],
        djmixer: ['D'],
        performer: ['G (guitar)', 'N', 'X'],
      });
    }
  });

  it('may have a byte order mark each', () => {
    const wide = Buffer.concat([text('engineer', 1), Buffer.alloc(2), text('E', 1).subarray(1)]);
    expect(tagsOf(four('TIPL', wide))).toEqual({ engineer: ['E'] });
  });
});

describe('the flags of a frame', () => {
  const title = text('Title');

  it('of ID3v2.4 may put a group and a length in front', () => {
    expect(tagsOf(four('TIT2', Buffer.concat([Buffer.of(9), title]), 0x40))).toEqual({ title: ['Title'] });
    expect(tagsOf(four('TIT2', Buffer.concat([Buffer.alloc(4), title]), 0x01))).toEqual({ title: ['Title'] });
    expect(tagsOf(four('TIT2', Buffer.concat([Buffer.alloc(5), title]), 0x41))).toEqual({ title: ['Title'] });
    expect(keptOf(four('TIT2', Buffer.alloc(5), 0x41))).toEqual(['TIT2 0041']);
  });

  it('of ID3v2.3 may put a group in front', () => {
    expect(read(3, frame(3, 'TIT2', Buffer.concat([Buffer.of(9), title]), { flags: 0x20 })).tags.tags).toEqual({
      title: ['Title'],
    });
  });

  it('that the version does not know change nothing', () => {
    expect(tagsOf(four('TIT2', title, 0xb0))).toEqual({ title: ['Title'] });
    expect(read(3, frame(3, 'TIT2', title, { flags: 0x1f })).tags.tags).toEqual({ title: ['Title'] });
    const body = Buffer.concat([Buffer.of(9), title]);
    expect(keptOf(four('TIT2', body, 0x20))).toEqual(['TIT2 0020']);
  });

  it('that say compressed or encrypted have it kept', () => {
    for (const flags of [0x08, 0x04]) expect(keptOf(four('TIT2', title, flags))).toHaveLength(1);
    for (const flags of [0x80, 0x40]) {
      const { kept, tags } = read(3, frame(3, 'TIT2', title, { flags }));
      expect([kept.length, Object.keys(tags.tags).length]).toEqual([1, 0]);
    }
  });

  it('may say unsynchronised', () => {
    const body = Buffer.concat([Buffer.of(0), Buffer.from([0x41, 0xff, 0x00, 0xe0])]);
    expect(tagsOf(four('TIT2', body, 0x02))).toEqual({ title: ['Aÿà'] });
    expect(tagsOf(four('TIT2', body))).toEqual({ title: ['Aÿ', 'à'] });
  });

  it('about the file alone change nothing', () => {
    expect(tagsOf(four('TIT2', title, 0x6000))).toEqual({ title: ['Title'] });
  });
});

it('a frame that is not known is kept by its place, with its flags', () => {
  const { kept, file } = read(4, four('PRIV', latin1('data'), 0x4001), four('TIT2', text('x')));
  expect(kept).toEqual([{ kind: 'PRIV 4001', range: { offset: 20, length: 4 } }]);
  expect(file.toString('latin1', 20, 24)).toBe('data');
});
