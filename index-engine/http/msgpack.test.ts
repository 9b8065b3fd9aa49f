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

  it('decodes longer encodings of the same values', () => {
    for (const [bytes, value] of [
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
    for (const bytes of ['ddffffffff', 'dfffffffff', 'dbffffffff', 'dcffff01', 'c0c0']) {
      expect(() => decodeMsgpack(Buffer.from(bytes, 'hex'))).toThrow(MsgpackError);
    }
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
