import { describe, expect, it } from 'vitest';
import type { KeptPart } from '../layout.ts';
import { PlanBuilder } from '../plan-builder.ts';
import type { PlanInput } from '../plan-input.ts';
import { coverOf } from '../testing/layouts.ts';
import { renderPlan } from '../testing/sources.ts';
import { finishId3Header, writeFrames, writeId3Header, writtenVersion, type Id3Input } from './write-id3v2.ts';

const DETAIL = { vendor: '', names: {}, languages: {}, found: {}, id3: 4 };
const ORIGINAL = Buffer.from('0123456789');

function written(version: 3 | 4, given: Partial<Omit<Id3Input, 'version'>>): Buffer {
  const builder = new PlanBuilder();
  const at = writeId3Header(builder, version);
  writeFrames(builder, { version, tags: {}, pictures: [], kept: [], detail: DETAIL, ...given });
  finishId3Header(builder, at);
  return renderPlan(builder.finish(), ORIGINAL, { art: Buffer.from('image') });
}

/** The frames of a tag as `ID: body`, the body in Latin-1; flags behind the ID where there are any. */
function framesOf(version: 3 | 4, given: Partial<Omit<Id3Input, 'version'>>): string[] {
  const bytes = written(version, given);
  const length = (at: number): number =>
    version === 4 ? bytes.subarray(at, at + 4).reduce((value, byte) => value * 128 + byte, 0) : bytes.readUInt32BE(at);
  const frames: string[] = [];
  let at = 10;
  while (at < bytes.length) {
    const flags = bytes.readUInt16BE(at + 8);
    const end = at + 10 + length(at + 4);
    frames.push(
      `${bytes.toString('latin1', at, at + 4)}${flags === 0 ? '' : ` ${flags.toString(16)}`}: ${bytes.toString('latin1', at + 10, end)}`,
    );
    at = end;
  }
  expect(at).toBe(bytes.length);
  return frames;
}

const v4 = (tags: PlanInput['tags']): string[] => framesOf(4, { tags });
const v3 = (tags: PlanInput['tags']): string[] => framesOf(3, { tags });

describe('the version of a tag', () => {
  it.each([
    [0, 4],
    [2, 3],
    [3, 3],
    [4, 4],
  ])('over one of %i is %i', (before, after) => {
    expect(writtenVersion(before)).toBe(after);
  });
});

describe('the header of a tag', () => {
  it('says its version and its length without itself', () => {
    expect(written(3, {}).toString('hex')).toBe('49443303000000000000');
    const bytes = written(4, { tags: { title: ['x'.repeat(200)] } });
    expect(bytes.subarray(0, 10).toString('hex')).toBe('49443304000000000153');
    expect(bytes.length).toBe(10 + 0xd3);
  });

  it('says it wherever the tag stands', () => {
    const builder = new PlanBuilder();
    builder.latin1('in front');
    const at = writeId3Header(builder, 4);
    expect(at).toBe(8);
    builder.zeros(300);
    finishId3Header(builder, at);
    expect(builder.take().toString('hex', 0, 18)).toBe(
      `${Buffer.from('in front').toString('hex')}4944330400000000022c`,
    );
  });
});

describe('a text frame', () => {
  it('is UTF-8 in ID3v2.4, with NUL between values', () => {
    expect(v4({ title: ['\u00e9'], artist: ['A', 'B'] })).toEqual(['TIT2: \x03\u00c3\u00a9', 'TPE1: \x03A\0B']);
  });

  it('is Latin-1 in ID3v2.3 where it is ASCII, and UTF-16 otherwise', () => {
    expect(v3({ title: ['\x7f'], artist: ['\u0080'] })).toEqual(['TIT2: \0\x7f', 'TPE1: \x01\u00ff\u00fe\u0080\0']);
  });

  it('has the length of its body: seven bits a byte in ID3v2.4', () => {
    const tags = { title: ['x'.repeat(299)] };
    expect(written(4, { tags }).subarray(14, 18).toString('hex')).toBe('0000022c');
    expect(written(3, { tags }).subarray(14, 18).toString('hex')).toBe('0000012c');
  });
});

describe('a number with its total', () => {
  it('is one frame', () => {
    expect(v4({ tracknumber: ['3', '4'], totaltracks: ['12'], discnumber: ['1'] })).toEqual([
      'TRCK: \x033/12\x004',
      'TPOS: \x031',
    ]);
    expect(v4({ totaldiscs: ['2'] })).toEqual(['TPOS: \x03/2']);
    expect(v4({ movementnumber: ['1'], movementtotal: ['3'] })).toEqual(['MVIN: \x031/3']);
  });
});

describe('a genre', () => {
  it('in brackets has its first bracket doubled', () => {
    expect(v4({ genre: ['(17)', 'Folk'] })).toEqual(['TCON: \x03((17)\0Folk']);
  });
});

describe('comments and lyrics', () => {
  it('are a frame for each value, with language and description', () => {
    expect(v4({ comment: ['a', 'b'], lyrics: ['c'] })).toEqual([
      'COMM: \x03eng\0a',
      'COMM: \x03eng\0b',
      'USLT: \x03eng\0c',
    ]);
    expect(
      framesOf(4, {
        tags: { comment: ['a'], 'comment:key': ['d'], 'lyrics:x': ['e'] },
        detail: {
          ...DETAIL,
          names: { 'comment:key': 'comment:Key' },
          languages: { comment: ['deu'], 'lyrics:x': ['d'] },
        },
      }),
    ).toEqual(['COMM: \x03deu\0a', 'COMM: \x03engKey\0d', 'USLT: \x03d  x\0e']);
  });

  it('keep the languages that they have in the original', () => {
    const languages = { comment: ['deu', 'fra'], lyrics: ['XXX'] };
    const detail = { ...DETAIL, languages, found: { comment: ['a', 'b'], lyrics: ['c'] } };
    expect(framesOf(3, { tags: { comment: ['b', 'x'], lyrics: ['y'] }, detail })).toEqual([
      'COMM: \0fra\0b',
      'COMM: \0eng\0x',
      'USLT: \0XXX\0y',
    ]);
  });

  it('have description and text in one encoding', () => {
    expect(v3({ 'comment:\u00e9': ['a'] })).toEqual(['COMM: \x01eng\u00ff\u00fe\u00e9\0\0\0\u00ff\u00fea\0']);
    expect(v3({ comment: ['\u00e9'] })).toEqual(['COMM: \x01eng\u00ff\u00fe\0\0\u00ff\u00fe\u00e9\0']);
  });
});

describe('a field without a frame of its own', () => {
  it('is a user text frame under the name of the table, of the file, or its own', () => {
    expect(
      framesOf(4, {
        tags: { barcode: ['1'], own: ['a', 'b'], other: ['c'] },
        detail: { ...DETAIL, names: { own: 'Own' } },
      }),
    ).toEqual(['TXXX: \x03BARCODE\x001', 'TXXX: \x03Own\0a\0b', 'TXXX: \x03other\0c']);
    expect(v3({ own: ['\u00e9'] })).toEqual(['TXXX: \x01\u00ff\u00feo\0w\0n\0\0\0\u00ff\u00fe\u00e9\0']);
  });

  it('may be an identifier', () => {
    expect(v4({ musicbrainz_recordingid: ['abc', 'def'] })).toEqual([
      'UFID: http://musicbrainz.org\0abc',
      'UFID: http://musicbrainz.org\0def',
    ]);
  });

  it('may be an address, as text where it is not Latin-1', () => {
    expect(v4({ website: ['http://a/\u00ff', 'http://\u0100/'] })).toEqual([
      'WOAR: http://a/\u00ff',
      'TXXX: \x03WEBSITE\0http://\u00c4\u0080/',
    ]);
    expect(v4({ license: ['x'] })).toEqual(['WCOP: x']);
  });
});

describe('a date', () => {
  it('is one frame in ID3v2.4', () => {
    expect(v4({ date: ['2004-05-06'], originaldate: ['1969-07'] })).toEqual([
      'TDRC: \x032004-05-06',
      'TDOR: \x031969-07',
    ]);
  });

  it('is several in ID3v2.3, and text beside them where they cannot say it', () => {
    expect(v3({ date: ['2004'] })).toEqual(['TYER: \x002004']);
    expect(v3({ date: ['2004-05-06T07:08'] })).toEqual(['TYER: \x002004', 'TDAT: \x000605', 'TIME: \x000708']);
    expect(v3({ date: ['2004-05'] })).toEqual(['TYER: \x002004', 'TXXX: \0date\x002004-05']);
    expect(v3({ date: ['2004', '2005'] })).toEqual(['TYER: \x002004', 'TXXX: \0date\x002004\x002005']);
    expect(v3({ originaldate: ['1969'] })).toEqual(['TORY: \x001969']);
    expect(v3({ originaldate: ['1969-07'] })).toEqual(['TORY: \x001969', 'TXXX: \0originaldate\x001969-07']);
    expect(v3({ originaldate: ['1969', '1970'] })).toEqual(['TORY: \x001969', 'TXXX: \0originaldate\x001969\x001970']);
  });
});

describe('people', () => {
  const tags = {
    arranger: ['A'],
    performer: ['B (guitar)', 'C', 'D ()', ' (drums)', 'E (bass) x'],
    mixer: ['F'],
    title: ['T'],
  };
  const musicians = ['guitar', 'B', 'performer', 'C', '', 'D', 'performer', ' (drums)', 'performer', 'E (bass) x'];

  it('are pairs of role and name, musicians apart from others in ID3v2.4', () => {
    expect(v4(tags)).toEqual([
      'TIT2: \x03T',
      `TIPL: \x03${['arranger', 'A', 'mix', 'F'].join('\0')}`,
      `TMCL: \x03${musicians.join('\0')}`,
    ]);
    expect(v4({ arranger: ['A'] })).toHaveLength(1);
    expect(v4({ performer: ['A'] })).toHaveLength(1);
  });

  it('are one frame in ID3v2.3', () => {
    expect(v3(tags)).toEqual(['TIT2: \0T', `IPLS: \0${['arranger', 'A', 'mix', 'F', ...musicians].join('\0')}`]);
    expect(v3({ performer: ['A'] })).toEqual(['IPLS: \0performer\0A']);
    expect(v3({})).toEqual([]);
  });
});

describe('frames of the original', () => {
  const kept: readonly KeptPart[] = [
    { kind: 'PRIV 0000', range: { offset: 1, length: 2 } },
    { kind: 'GEOB ffff', range: { offset: 5, length: 1 } },
    { kind: '+', range: { offset: 8, length: 2 } },
    { kind: '+', range: { offset: 0, length: 1 } },
  ];

  it('keep their body, in pieces or whole, and the flags that say how it is written', () => {
    expect(framesOf(4, { kept })).toEqual(['PRIV: 12', 'GEOB 4f: 5890']);
    expect(framesOf(3, { kept })).toEqual(['PRIV: 12', 'GEOB e0: 5890']);
  });

  it('stand behind the fields and in front of pictures', () => {
    const names = framesOf(4, { tags: { title: ['T'] }, kept: kept.slice(0, 1), pictures: [coverOf(5)] });
    expect(names.map((frame) => frame.slice(0, 4))).toEqual(['TIT2', 'PRIV', 'APIC']);
  });
});

describe('a picture', () => {
  it('stands behind its type and description', () => {
    expect(framesOf(4, { pictures: [coverOf(5, { type: 4 })] })).toEqual([
      'APIC: \x03image/png\0\x04\u00c3\u00a9\0image',
    ]);
    expect(framesOf(3, { pictures: [coverOf(5)] })).toEqual(['APIC: \x01image/png\0\x03\u00ff\u00fe\u00e9\0\0\0image']);
    expect(framesOf(3, { pictures: [coverOf(5, { description: '' })] })).toEqual(['APIC: \0image/png\0\x03\0image']);
  });

  it('is left out where the tag would become too long', () => {
    const most = 0x0fff_ffff - 64 * 1024;
    const size = (length: number): number => {
      const builder = new PlanBuilder();
      builder.zeros(100);
      writeFrames(builder, { version: 4, tags: {}, pictures: [coverOf(length)], kept: [], detail: DETAIL });
      return builder.finish().size - 100;
    };
    expect(size(most - 1)).toBeGreaterThan(most);
    expect(size(most)).toBe(0);
  });
});
