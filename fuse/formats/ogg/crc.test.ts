import { describe, expect, it } from 'vitest';
import { crcBitByBit } from '../testing/ogg-bytes.ts';
import { seededRandom } from '../testing/sources.ts';
import { CHECKSUM_AT, crcOverZeros, oggCrc, renumberedCrc, SEQUENCE_AT } from './crc.ts';

function noise(random: (below: number) => number, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random(256)));
}

describe('oggCrc', () => {
  it('is the checksum of the specification for all lengths and places', () => {
    const random = seededRandom(1);
    for (let length = 0; length < 70; length += 1) {
      const bytes = noise(random, length + 3);
      expect(oggCrc(bytes, 3, length + 3)).toBe(crcBitByBit(bytes.subarray(3)));
    }
  });

  it('agrees with the published check value of CRC-32/CKSUM, which only inverts it in the end', () => {
    expect(oggCrc(Buffer.from('123456789'), 0, 9)).toBe(~0x765e_7680 >>> 0);
  });

  it('of no bytes is what it started with', () => {
    expect(oggCrc(Buffer.from('x'), 0, 0)).toBe(0);
    expect(oggCrc(Buffer.from('x'), 1, 1, 0xffff_ffff)).toBe(0xffff_ffff);
  });

  it('can be continued', () => {
    const bytes = noise(seededRandom(2), 1000);
    expect(oggCrc(bytes, 333, 1000, oggCrc(bytes, 0, 333))).toBe(oggCrc(bytes, 0, 1000));
  });
});

describe('crcOverZeros', () => {
  it('is the checksum of the same bytes with zeros behind', () => {
    const bytes = noise(seededRandom(3), 50);
    for (const count of [0, 1, 2, 7, 255, 4096, 65_307, 2 ** 20 - 1]) {
      expect(crcOverZeros(oggCrc(bytes, 0, 50), count)).toBe(
        oggCrc(Buffer.concat([bytes, Buffer.alloc(count)]), 0, 50 + count),
      );
    }
  });
});

describe('renumberedCrc', () => {
  it('is the checksum of the page with its new number, without the page', () => {
    const random = seededRandom(4);
    for (let round = 0; round < 200; round += 1) {
      const page = noise(random, 27 + random(3000));
      const [before, after] = [random(2 ** 32), random(2 ** 32)];
      const numbered = (sequence: number): number => {
        page.writeUInt32LE(sequence, SEQUENCE_AT);
        page.writeUInt32LE(0, CHECKSUM_AT);
        return oggCrc(page, 0, page.length);
      };
      expect(renumberedCrc(numbered(before), page.length, before, after)).toBe(numbered(after));
    }
  });
});
