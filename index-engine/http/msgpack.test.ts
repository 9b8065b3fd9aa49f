import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { decodeMsgpack, MsgpackError } from './msgpack-decode.ts';
import { encodeMsgpack } from './msgpack-encode.ts';
import type { MsgpackInput } from './msgpack-encode.ts';

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

describe('MessagePack', () => {
  it('encodes as the specification says', () => {
    expect(hex(encodeMsgpack({ compact: true, schema: 0 }))).toBe('82a7636f6d70616374c3a6736368656d6100');
    expect(hex(encodeMsgpack([null, false, 127, 128, 255, 256, 65_535, 65_536, 0xffffffff]))).toBe(
      '99c0c27fcc80ccffcd0100cdffffce00010000ceffffffff',
    );
    expect(hex(encodeMsgpack([-1, -32, -33, 2 ** 32, 1.5]))).toBe(
      '95ffe0d2ffffffdfcf0000000100000000cb3ff8000000000000',
    );
    expect(hex(encodeMsgpack(Uint32Array.from([1, 300])))).toBe('9201cd012c');
    expect(hex(encodeMsgpack({ a: undefined, b: 'é' }))).toBe('81a162a2c3a9');
  });

  it('encodes numbers in the fewest bytes, at every limit', () => {
    for (const [value, bytes] of [
      [-0x20, 'e0'],
      [-0x21, 'd2ffffffdf'],
      [-0x80000000, 'd280000000'],
      [-0x80000001, 'cbc1e0000000200000'],
      [0xffffffff, 'ceffffffff'],
      [2 ** 32, 'cf0000000100000000'],
      [2 ** 53 - 1, 'cf001fffffffffffff'],
      [2 ** 53, 'cb4340000000000000'],
      [-1.5, 'cbbff8000000000000'],
      [Infinity, 'cb7ff0000000000000'],
    ] as const) {
      expect(hex(encodeMsgpack(value)), String(value)).toBe(bytes);
      expect(decodeMsgpack(encodeMsgpack(value))).toBe(value);
    }
  });

  it('encodes strings, arrays and maps with the shortest header, at every limit', () => {
    const header = (value: MsgpackInput, bytes: number): string => hex(encodeMsgpack(value).subarray(0, bytes));
    const text = [31, 32, 255, 256, 65_535, 65_536].map((length) => header('x'.repeat(length), 6));
    expect(text).toEqual([
      'bf7878787878',
      'd92078787878',
      'd9ff78787878',
      'da0100787878',
      'daffff787878',
      'db0001000078',
    ]);
    for (const listOf of [
      (length: number) => Array.from({ length }, () => 1),
      (length: number) => new Uint32Array(length).fill(1),
    ]) {
      const lists = [15, 16, 65_535, 65_536].map((length) => header(listOf(length), 6));
      expect(lists).toEqual(['9f0101010101', 'dc0010010101', 'dcffff010101', 'dd0001000001']);
    }
    const maps = [15, 16, 65_535, 65_536].map((length) =>
      header(Object.fromEntries(Array.from({ length }, (_, i) => [`${i}`, 1])), 7),
    );
    expect(maps).toEqual(['8fa13001a13101', 'de0010a13001a1', 'deffffa13001a1', 'df00010000a130']);
  });

  it('encodes values around the size of its first buffer', () => {
    for (const length of [252, 253, 254, 255, 256, 510, 511, 512, 513]) {
      const value = ['x'.repeat(length), length, 'y'];
      expect(decodeMsgpack(encodeMsgpack(value)), `${length}`).toEqual(value);
    }
  });

  it('decodes longer encodings of the same values', () => {
    for (const [bytes, value] of [
      ['e0', -32],
      ['ff', -1],
      ['7f', 127],
      ['ccff', 255],
      ['d080', -128],
      ['d18000', -32_768],
      ['d280000000', -0x80000000],
      ['d3ffffffff00000000', -(2 ** 32)],
      ['cf0020000000000000', 2 ** 53],
      ['cac0200000', -2.5],
      ['cbc004000000000000', -2.5],
      ['cc05', 5],
      ['cd0005', 5],
      ['ce00000005', 5],
      ['cf0000000000000005', 5],
      ['d0ff', -1],
      ['d1ffff', -1],
      ['d2ffffffff', -1],
      ['d3ffffffffffffffff', -1],
      ['ca3fc00000', 1.5],
      ['d90161', 'a'],
      ['da000161', 'a'],
      ['db0000000161', 'a'],
      ['dc000101', [1]],
      ['dd0000000101', [1]],
      ['de0001a16101', new Map([['a', 1]])],
      ['df00000001a16101', new Map([['a', 1]])],
    ] as const) {
      expect(decodeMsgpack(Buffer.from(bytes, 'hex'))).toEqual(value);
    }
  });

  it('decodes arrays, strings and maps of all lengths', () => {
    for (const length of [0, 15, 16, 31, 32, 255, 256, 65_535, 65_536]) {
      const list = Array.from({ length }, (_, i) => i);
      expect(decodeMsgpack(encodeMsgpack(list))).toEqual(length < 8 ? list : Uint32Array.from(list));
      const mixed = [...list, -1];
      expect(decodeMsgpack(encodeMsgpack(mixed))).toEqual(mixed);
      expect(decodeMsgpack(encodeMsgpack('x'.repeat(length)))).toBe('x'.repeat(length));
      const entries = Object.fromEntries(list.map((i) => [`k${i}`, i]));
      expect(decodeMsgpack(encodeMsgpack(entries))).toEqual(new Map(Object.entries(entries)));
    }
  });

  it('decodes numbers of every size in an array', () => {
    const numbers = Uint32Array.from([0, 127, 128, 255, 256, 65_535, 65_536, 0x7fffffff, 0x80000000, 0xffffffff]);
    const whole = encodeMsgpack(numbers);
    expect(decodeMsgpack(whole)).toEqual(numbers);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeMsgpack(whole.subarray(0, length))).toThrow(MsgpackError);
    }
  });

  it('decodes an array of numbers to its last byte, whatever the size of the last', () => {
    for (const last of ['07', 'ccff', 'cdffff', 'ceffffffff']) {
      const bytes = Buffer.from(`98${'01'.repeat(7)}${last}`, 'hex');
      const expected = [1, 1, 1, 1, 1, 1, 1, parseInt(last.length > 2 ? last.slice(2) : last, 16)];
      expect(decodeMsgpack(bytes)).toEqual(Uint32Array.from(expected));
      // One byte is missing.
      if (last !== '07') expect(() => decodeMsgpack(bytes.subarray(0, -1)), last).toThrow('it ends too early');
      // A value follows in the array around it.
      expect(decodeMsgpack(Buffer.concat([Buffer.from([0x92]), bytes, Buffer.from([0x05])]))).toEqual([
        Uint32Array.from(expected),
        5,
      ]);
    }
  });

  it('decodes other values among numbers as they are', () => {
    const value = [{}, 1, 2, 3, 4, 5, 6, 7];
    expect(decodeMsgpack(encodeMsgpack(value))).toEqual([new Map(), 1, 2, 3, 4, 5, 6, 7]);
    for (const odd of [-1, 'x', null, 1.5, 2 ** 32, [], true]) {
      expect(decodeMsgpack(encodeMsgpack([1, 2, 3, 4, 5, 6, 7, odd]))).toEqual([1, 2, 3, 4, 5, 6, 7, odd]);
    }
  });

  it('decodes sixteen levels of arrays and maps, and no more', () => {
    const nested = (levels: string): Uint8Array =>
      Buffer.from(`${[...levels].map((level) => (level === 'a' ? '91' : '81a161')).join('')}01`, 'hex');
    for (const levels of ['a'.repeat(16), 'm'.repeat(16), 'am'.repeat(8)]) {
      expect(() => decodeMsgpack(nested(levels)), levels).not.toThrow();
      for (const more of ['a', 'm']) {
        expect(() => decodeMsgpack(nested(levels + more)), levels + more).toThrow('it is nested too deeply');
      }
    }
    // In an array that is long enough to be one of numbers, too.
    expect(() => decodeMsgpack(Buffer.from(`${'91'.repeat(15)}98${'80'.repeat(8)}`, 'hex'))).not.toThrow();
    expect(() => decodeMsgpack(Buffer.from(`${'91'.repeat(16)}98${'80'.repeat(8)}`, 'hex'))).toThrow(
      'it is nested too deeply',
    );
    expect(() => decodeMsgpack(Buffer.from('81910101', 'hex'))).toThrow('it is nested too deeply');
  });

  it('survives every truncation and any bytes', () => {
    const value: MsgpackInput = {
      q: Uint32Array.from([1, 2, 70_000]),
      m: { a: 'bcd' },
      n: [null, true, -5, 1.25, 2 ** 40],
    };
    const whole = encodeMsgpack(value);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeMsgpack(whole.subarray(0, length))).toThrow(MsgpackError);
    }
    const random = new SeededRandom(1);
    for (let round = 0; round < 20_000; round++) {
      const bytes = Uint8Array.from({ length: random.below(40) }, () => random.u32());
      try {
        decodeMsgpack(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(MsgpackError);
      }
    }
  });

  it('allocates nothing for lengths that the input does not have', () => {
    for (const bytes of ['ddffffffff', 'dfffffffff', 'dbffffffff', 'dcffff01', '91', '8101', 'a1', '']) {
      expect(() => decodeMsgpack(Buffer.from(bytes, 'hex')), bytes).toThrow('it ends too early');
    }
    // Two members may still follow, but not three.
    expect(() => decodeMsgpack(Buffer.from('83a16101a162', 'hex'))).toThrow('it ends too early');
    expect(() => decodeMsgpack(Buffer.from('c0c0', 'hex'))).toThrow('bytes follow the value');
  });

  it('refuses deep nesting, keys that are no strings, broken UTF-8 and types of no use here', () => {
    for (const bytes of [
      '91'.repeat(17) + '01',
      '81'.repeat(100),
      '810101',
      'a1ff',
      'c1',
      'c40101',
      'd40001',
      'c70001',
    ]) {
      expect(() => decodeMsgpack(Buffer.from(bytes, 'hex'))).toThrow(MsgpackError);
    }
  });
});
