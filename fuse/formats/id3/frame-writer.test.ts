import { describe, expect, it } from 'vitest';
import type { Plan } from '../plan.ts';
import { PlanBuilder } from '../plan-builder.ts';
import { coverOf } from '../testing/layouts.ts';
import { renderPlan } from '../testing/sources.ts';
import { FrameWriter } from './frame-writer.ts';

const ORIGINAL = Buffer.from('0123456789');

function planOf(version: 3 | 4, write: (frames: FrameWriter) => void): Plan {
  const builder = new PlanBuilder();
  write(new FrameWriter(builder, version));
  return builder.finish();
}

/** The bytes in hexadecimal. Blanks in what is expected are there for the eye. */
function hexOf(version: 3 | 4, write: (frames: FrameWriter) => void): string {
  return renderPlan(planOf(version, write), ORIGINAL, { art: Buffer.from('image') }).toString('hex');
}

const hex = (text: string): string => text.replaceAll(' ', '');

describe('a text frame', () => {
  it('of ID3v2.4 has its name, its length, no flags, and UTF-8', () => {
    expect(hexOf(4, (frames) => frames.text('TIT2', ['A']))).toBe(hex('54495432 00000002 0000 03 41'));
    expect(hexOf(4, (frames) => frames.text('TIT2', ['é夜']))).toBe(hex('54495432 00000006 0000 03 c3a9 e5a49c'));
  });

  it('of ID3v2.3 is Latin-1 up to the last character of ASCII', () => {
    expect(hexOf(3, (frames) => frames.text('TIT2', ['A\x7f']))).toBe(hex('54495432 00000003 0000 00 417f'));
  });

  it('of ID3v2.3 is little-endian UTF-16 behind its mark from there on', () => {
    expect(hexOf(3, (frames) => frames.text('TIT2', ['A\x80']))).toBe(hex('54495432 00000007 0000 01 fffe 4100 8000'));
    expect(hexOf(3, (frames) => frames.text('TIT2', ['夜']))).toBe(hex('54495432 00000005 0000 01 fffe 1c59'));
  });

  it('has a NUL between values, none behind the last, and one mark in front of all', () => {
    expect(hexOf(4, (frames) => frames.text('TPE1', ['A', 'B']))).toBe(hex('54504531 00000004 0000 03 41 00 42'));
    expect(hexOf(3, (frames) => frames.text('TPE1', ['A', 'B']))).toBe(hex('54504531 00000004 0000 00 41 00 42'));
    expect(hexOf(3, (frames) => frames.text('TPE1', ['A', 'é']))).toBe(
      hex('54504531 00000009 0000 01 fffe 4100 0000 e900'),
    );
  });

  it.each([
    [0, '00000001', '00000001'],
    [126, '0000007f', '0000007f'],
    [127, '00000100', '00000080'],
    [16_382, '00007f7f', '00003fff'],
    [16_383, '00010000', '00004000'],
    [2_097_150, '007f7f7f', '001fffff'],
    [2_097_151, '01000000', '00200000'],
  ])('of %i letters has a length of seven bits a byte, or of eight in ID3v2.3', (letters, safe, plain) => {
    const value = ['x'.repeat(letters)];
    const lengthIn = (version: 3 | 4): string => hexOf(version, (frames) => frames.text('TIT2', value)).slice(8, 16);
    expect(lengthIn(4)).toBe(safe);
    expect(lengthIn(3)).toBe(plain);
  });

  it('follows another without a gap', () => {
    const both = hexOf(4, (frames) => {
      frames.text('TIT2', ['A']);
      frames.text('TALB', ['BC']);
    });
    expect(both).toBe(hex('54495432 00000002 0000 03 41  54414c42 00000003 0000 03 4243'));
  });
});

describe('a user text frame', () => {
  it('has its description, a NUL, and its values', () => {
    expect(hexOf(4, (frames) => frames.userText('D', ['A', 'B']))).toBe(
      hex('54585858 00000006 0000 03 44 00 41 00 42'),
    );
    expect(hexOf(3, (frames) => frames.userText('D', ['A']))).toBe(hex('54585858 00000004 0000 00 44 00 41'));
  });

  it('of ID3v2.3 has marks in front of both where either is not ASCII', () => {
    const wide = 'fffe 4400 0000 fffe e900';
    expect(hexOf(3, (frames) => frames.userText('D', ['é']))).toBe(hex(`54585858 0000000b 0000 01 ${wide}`));
    expect(hexOf(3, (frames) => frames.userText('é', ['D']))).toBe(
      hex('54585858 0000000b 0000 01 fffe e900 0000 fffe 4400'),
    );
  });
});

describe('a comment', () => {
  it('has its language, its description, a NUL, and its text', () => {
    expect(hexOf(4, (frames) => frames.described('COMM', 'eng', '', 'A'))).toBe(
      hex('434f4d4d 00000006 0000 03 656e67 00 41'),
    );
    expect(hexOf(4, (frames) => frames.described('USLT', 'deu', 'D', 'A'))).toBe(
      hex('55534c54 00000007 0000 03 646575 44 00 41'),
    );
  });

  it('has a language of three letters, whatever it is given', () => {
    expect(hexOf(4, (frames) => frames.described('COMM', 'd', '', ''))).toBe(
      hex('434f4d4d 00000005 0000 03 642020 00'),
    );
    expect(hexOf(4, (frames) => frames.described('COMM', 'engl', '', ''))).toBe(
      hex('434f4d4d 00000005 0000 03 656e67 00'),
    );
  });

  it('of ID3v2.3 ends its description with two bytes where it is UTF-16', () => {
    expect(hexOf(3, (frames) => frames.described('COMM', 'eng', '', 'é'))).toBe(
      hex('434f4d4d 0000000c 0000 01 656e67 fffe 0000 fffe e900'),
    );
    expect(hexOf(3, (frames) => frames.described('COMM', 'eng', 'é', ''))).toBe(
      hex('434f4d4d 0000000c 0000 01 656e67 fffe e900 0000 fffe'),
    );
    expect(hexOf(3, (frames) => frames.described('COMM', 'eng', 'D', 'A'))).toBe(
      hex('434f4d4d 00000007 0000 00 656e67 44 00 41'),
    );
  });
});

describe('a frame without an encoding', () => {
  it('is Latin-1: an address', () => {
    expect(hexOf(4, (frames) => frames.url('WOAR', 'a:ÿ'))).toBe(hex('574f4152 00000003 0000 613aff'));
    expect(hexOf(3, (frames) => frames.url('WOAR', 'a:ÿ'))).toBe(hex('574f4152 00000003 0000 613aff'));
  });

  it('is Latin-1: an owner, a NUL, and the identifier', () => {
    expect(hexOf(4, (frames) => frames.identifier('o', 'ab'))).toBe(hex('55464944 00000004 0000 6f 00 6162'));
  });
});

describe('a picture', () => {
  it('has its type behind its MIME type, and its image behind its description', () => {
    expect(hexOf(4, (frames) => frames.picture(coverOf(5, { type: 4, mime: 'a/b', description: 'D' })))).toBe(
      hex('41504943 0000000d 0000 03 612f62 00 04 44 00 696d616765'),
    );
  });

  it('of ID3v2.3 may have a description in UTF-16', () => {
    expect(hexOf(3, (frames) => frames.picture(coverOf(5, { mime: 'a/b', description: 'é' })))).toBe(
      hex('41504943 00000011 0000 01 612f62 00 03 fffe e900 0000 696d616765'),
    );
    expect(hexOf(3, (frames) => frames.picture(coverOf(5, { mime: 'a/b', description: '' })))).toBe(
      hex('41504943 0000000c 0000 00 612f62 00 03 00 696d616765'),
    );
  });

  it('stays where it is stored', () => {
    const { segments } = planOf(4, (frames) => frames.picture(coverOf(5)));
    expect(segments.at(-1)).toEqual({ kind: 'blob', path: 'art', offset: 0, length: 5 });
  });
});

describe('a frame of the original', () => {
  it('has the bytes of all its pieces, in their order, and the length of all', () => {
    const pieces = [
      { offset: 7, length: 2 },
      { offset: 1, length: 3 },
    ];
    expect(hexOf(4, (frames) => frames.kept('PRIV', 0, pieces))).toBe(hex('50524956 00000005 0000 3738 313233'));
    const { segments } = planOf(4, (frames) => frames.kept('PRIV', 0, pieces));
    expect(segments.slice(1)).toEqual(pieces.map((piece) => ({ kind: 'source', ...piece })));
  });

  it('has the length of its version', () => {
    const piece = [{ offset: 0, length: 200 }];
    const lengthIn = (version: 3 | 4): string => hexOf(version, (frames) => frames.kept('PRIV', 0, piece)).slice(8, 16);
    expect(lengthIn(4)).toBe('00000148');
    expect(lengthIn(3)).toBe('000000c8');
  });

  it.each([
    [4, 0xffff, '004f'],
    [4, 0x0001, '0001'],
    [4, 0x00b0, '0000'],
    [4, 0xff00, '0000'],
    [3, 0xffff, '00e0'],
    [3, 0x0080, '0080'],
    [3, 0x001f, '0000'],
    [3, 0xff00, '0000'],
  ] as const)('in ID3v2.%i keeps of the flags %i those that say how its body is written', (version, flags, kept) => {
    const piece = [{ offset: 0, length: 1 }];
    expect(hexOf(version, (frames) => frames.kept('PRIV', flags, piece)).slice(16, 20)).toBe(kept);
  });
});
