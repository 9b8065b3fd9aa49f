import { describe, expect, it } from 'vitest';
import { BLOCK_WORDS } from '../blocks/block.ts';
import { decodeFooter, encodeFooter, encodeHeader, sectionBlocks } from './file-segment-format.ts';
import type { SegmentFooter } from './file-segment-format.ts';

const FOOTER: SegmentFooter = {
  documents: 300,
  firstId: 7,
  consecutiveIds: false,
  tombstones: 128,
  postings: 5000,
  groups: 10,
  ordinalBits: 9,
  documentsAt: 40,
  tombstonesAt: 43,
  firstHashesAt: 45,
  groupBlocksAt: 46,
  footerAt: 47,
};

function encoded(footer: SegmentFooter): Uint32Array {
  const words = new Uint32Array(BLOCK_WORDS);
  encodeFooter(words, footer);
  return words;
}

describe('the footer of a file segment', () => {
  it('is decoded as it was encoded', () => {
    expect(decodeFooter(encoded(FOOTER), 48)).toEqual(FOOTER);
    const consecutive = { ...FOOTER, consecutiveIds: true, documentsAt: 43 };
    expect(decodeFooter(encoded(consecutive), 48)).toEqual(consecutive);
  });

  it('is refused when its sections do not follow each other', () => {
    for (const field of ['documentsAt', 'tombstonesAt', 'firstHashesAt', 'groupBlocksAt', 'footerAt'] as const) {
      for (const step of [-1, 1]) {
        expect(decodeFooter(encoded({ ...FOOTER, [field]: FOOTER[field] + step }), 48), field).toBe(
          'its footer contradicts itself',
        );
      }
    }
    expect(decodeFooter(encoded({ ...FOOTER, consecutiveIds: true }), 48)).toBe('its footer contradicts itself');
    expect(decodeFooter(encoded(FOOTER), 49)).toBe('its footer contradicts itself');
  });

  it('is refused when a section has another length than its place leaves for it', () => {
    const refused = 'its footer contradicts itself';
    expect(decodeFooter(encoded({ ...FOOTER, documents: 500 }), 48)).toBe(refused);
    expect(decodeFooter(encoded({ ...FOOTER, tombstones: 300 }), 48)).toBe(refused);
    expect(decodeFooter(encoded({ ...FOOTER, groups: 128 }), 48)).toBe(refused);
    // The last sections and the footer a block later, in a file that is a block longer.
    expect(decodeFooter(encoded({ ...FOOTER, groupBlocksAt: 47, footerAt: 48 }), 49)).toBe(refused);
    expect(decodeFooter(encoded({ ...FOOTER, footerAt: 48 }), 49)).toBe(refused);
  });

  it('is refused when no ordinal has such a width', () => {
    const widths = [0, 1, 32, 33].map((ordinalBits) => decodeFooter(encoded({ ...FOOTER, ordinalBits }), 48));
    expect(widths.map((result) => typeof result)).toEqual(['string', 'object', 'object', 'string']);
  });

  it('is refused without its magic number or in another format', () => {
    expect(decodeFooter(encoded(FOOTER).with(0, 5), 48)).toBe('it has no footer');
    expect(decodeFooter(encoded(FOOTER).with(1, 2), 48)).toBe('its format 2 is not one that this program reads');
  });
});

it('begins a file segment with DFPS and the format', () => {
  const words = new Uint32Array(2);
  encodeHeader(words);
  expect([Buffer.from(words.buffer, 0, 4).toString(), words[1]]).toEqual(['DFPS', 1]);
  expect(Buffer.from(encoded(FOOTER).buffer, 0, 4).toString()).toBe('DFPF');
});

it('knows how many blocks a section takes', () => {
  expect([0, 1, 127, 128, 254, 255].map(sectionBlocks)).toEqual([0, 1, 1, 2, 2, 3]);
});
