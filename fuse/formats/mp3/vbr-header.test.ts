import { describe, expect, it } from 'vitest';
import { parseFrameHeader } from './frame-header.ts';
import { parseVbrHeader } from './vbr-header.ts';

/** Frame headers of Layer III, 128 kbit/s or 80 kbit/s. */
const STEREO = 0xfffb_9000;
const MONO = 0xfffb_90c0;
const HALF_STEREO = 0xfff3_9000;
const HALF_MONO = 0xfff3_90c0;

/** A frame of 417 bytes, behind one byte that is not of it. */
function frameWith(write: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(418);
  write(bytes);
  return bytes;
}

function parse(bytes: Buffer, frame = STEREO, end = bytes.length) {
  return parseVbrHeader(bytes, 1, end, parseFrameHeader(frame)!);
}

/** Where the Xing header stands: behind the byte in front, the frame header and the side information. */
const at = (sideInformation: number): number => 1 + 4 + sideInformation;

/** A Xing header with `flags`, of which each field is there whose bit is set. */
function xing(bytes: Buffer, position: number, flags: number, frames: number, magic = 'Xing'): number {
  bytes.write(magic, position, 'latin1');
  bytes.writeUInt32BE(flags, position + 4);
  let next = position + 8;
  if (flags & 1) next = bytes.writeUInt32BE(frames, next);
  if (flags & 2) next = bytes.writeUInt32BE(4242, next);
  if (flags & 4) next += 100;
  if (flags & 8) next += 4;
  return next;
}

describe('a Xing header', () => {
  it.each([
    ['MPEG 1 stereo', STEREO, 32],
    ['MPEG 1 mono', MONO, 17],
    ['MPEG 2 stereo', HALF_STEREO, 17],
    ['MPEG 2 mono', HALF_MONO, 9],
  ] as const)('stands behind the side information of %s', (_, frame, sideInformation) => {
    for (const magic of ['Xing', 'Info']) {
      const bytes = frameWith((b) => xing(b, at(sideInformation), 1, 500, magic));
      expect(parse(bytes, frame)).toEqual({ frames: 500, bytes: 0, filling: 0 });
      const shifted = frameWith((b) => xing(b, at(sideInformation) + 1, 1, 500, magic));
      expect(parse(shifted, frame)).toBeNull();
    }
  });

  it('may not say how many frames there are', () => {
    expect(parse(frameWith((b) => xing(b, at(32), 0, 0)))).toEqual({ frames: 0, bytes: 0, filling: 0 });
    expect(parse(frameWith((b) => xing(b, at(32), 14, 0)))).toEqual({ frames: 0, bytes: 4242, filling: 0 });
  });

  it.each([0, 1, 2, 3, 4, 8, 9, 15])("with flags %d has LAME's delay and padding behind it", (flags) => {
    const bytes = frameWith((b) => {
      const lame = xing(b, at(32), flags, 500);
      b.write('LAME3.100', lame, 'latin1');
      b.writeUIntBE((576 << 12) | 1105, lame + 21, 3);
    });
    expect(parse(bytes)).toEqual({
      frames: (flags & 1) === 1 ? 500 : 0,
      bytes: (flags & 2) === 2 ? 4242 : 0,
      filling: 576 + 1105,
    });
  });

  it('needs all 24 bytes of that for delay and padding', () => {
    const bytes = frameWith((b) => {
      const lame = xing(b, at(32), 1, 500);
      b.write('LAME3.100', lame, 'latin1');
      b.writeUIntBE((576 << 12) | 1105, lame + 21, 3);
    });
    const lame = at(32) + 12;
    expect(parse(bytes, STEREO, lame + 24)).toEqual({ frames: 500, bytes: 0, filling: 1681 });
    expect(parse(bytes, STEREO, lame + 23)).toEqual({ frames: 500, bytes: 0, filling: 0 });
  });

  it('says how many bytes follow only where the frame has them', () => {
    const bytes = frameWith((b) => xing(b, at(32), 3, 500));
    expect(parse(bytes, STEREO, at(32) + 16)).toEqual({ frames: 500, bytes: 4242, filling: 0 });
    expect(parse(bytes, STEREO, at(32) + 15)).toEqual({ frames: 500, bytes: 0, filling: 0 });
  });

  it('has no delay and padding where no name of a program stands in front of them', () => {
    const bytes = frameWith((b) => b.writeUIntBE((576 << 12) | 1105, xing(b, at(32), 1, 500) + 21, 3));
    expect(parse(bytes)).toEqual({ frames: 500, bytes: 0, filling: 0 });
  });

  it('is none where the frame ends within its first eight bytes', () => {
    const bytes = frameWith((b) => xing(b, at(32), 1, 500));
    expect(parse(bytes, STEREO, at(32) + 12)).toEqual({ frames: 500, bytes: 0, filling: 0 });
    expect(parse(bytes, STEREO, at(32) + 11)).toEqual({ frames: 0, bytes: 0, filling: 0 });
    expect(parse(bytes, STEREO, at(32) + 8)).toEqual({ frames: 0, bytes: 0, filling: 0 });
    expect(parse(bytes, STEREO, at(32) + 7)).toBeNull();
  });
});

describe('a VBRI header', () => {
  const bytes = frameWith((b) => {
    b.write('VBRI', at(32), 'latin1');
    b.writeUInt32BE(4242, at(32) + 10);
    b.writeUInt32BE(700, at(32) + 14);
  });

  it('stands 32 bytes behind the frame header, whatever the channels', () => {
    for (const frame of [STEREO, MONO, HALF_STEREO, HALF_MONO]) {
      expect(parse(bytes, frame)).toEqual({ frames: 700, bytes: 4242, filling: 0 });
    }
  });

  it('is none where the frame ends within it', () => {
    expect(parse(bytes, STEREO, at(32) + 18)).toEqual({ frames: 700, bytes: 4242, filling: 0 });
    expect(parse(bytes, STEREO, at(32) + 17)).toBeNull();
  });
});

it('a frame of music has neither', () => {
  expect(parse(Buffer.alloc(418, 0x55))).toBeNull();
});
