import { describe, expect, it } from 'vitest';
import { completeTypes, type BusValue } from './bus-types.ts';
import { ValueReader } from './read-values.ts';
import { ValueWriter } from './write-values.ts';

function bytesOf(signature: string, ...values: readonly BusValue[]): Buffer {
  const writer = new ValueWriter();
  writer.write(signature, values);
  return writer.bytes();
}

describe('values of the bus', () => {
  it.each<[string, readonly BusValue[]]>([
    ['ybnqiu', [7, true, -2, 65_535, -2_000_000_000, 4_000_000_000]],
    ['yxtd', [1, -5_000_000_000, 5_000_000_000, 0.25]],
    ['sog', ['Tïtle', '/org/descant', 'a{sv}']],
    ['as', [['one', '', 'three']]],
    ['yax', [1, [1, 2]]],
    ['yax', [1, []]],
    ['v', [{ type: 'as', value: ['a', 'b'] }]],
    ['a{sv}', [{ Volume: { type: 'd', value: 0.5 }, Tracks: { type: 'a{sv}', value: {} } }]],
    [
      'a(yv)',
      [
        [
          [1, { type: 'o', value: '/a' }],
          [2, { type: 's', value: 'b' }],
        ],
      ],
    ],
    ['(su)b', [['x', 3], false]],
  ])('of the types %s are read as they were written', (signature, values) => {
    expect(new ValueReader(bytesOf(signature, ...values), true).read(signature)).toEqual(values);
  });

  it('stand where the specification has them', () => {
    expect(bytesOf('ys', 1, 'ab').toString('hex')).toBe('0100000002000000616200');
    // The distance to the first element is no part of the length of an array.
    expect(bytesOf('ax', [1]).toString('hex')).toBe('08000000000000000100000000000000');
    expect(new ValueReader(Buffer.from('0000000100000002', 'hex'), false).read('uu')).toEqual([1, 2]);
  });

  it('may be of any length', () => {
    for (let length = 200; length < 300; length += 1) {
      const values = ['x'.repeat(length), 7, -7, true, 0.5, ['y'.repeat(length)]];
      expect(new ValueReader(bytesOf('suxbdas', ...values), true).read('suxbdas')).toEqual(values);
    }
  });

  it('have the types that were promised', () => {
    expect(completeTypes('a{sv}asu(i(sb))')).toEqual(['a{sv}', 'as', 'u', '(i(sb))']);
    for (const signature of ['a', '(s', '{sv', ')', 'z', 'a'.repeat(100) + 's']) {
      expect(() => completeTypes(signature), signature).toThrow('is no signature');
    }
    expect(() => bytesOf('ss', 'one')).toThrow('takes 2 values');
    expect(() => bytesOf('h', 1)).toThrow('cannot be sent');
  });

  it('are refused where they are cut off, too long or endless', () => {
    const read = (hex: string, signature: string) => new ValueReader(Buffer.from(hex, 'hex'), true).read(signature);
    expect(() => read('020000', 'u')).toThrow('ends too early');
    expect(() => read('0a00000061', 's')).toThrow('ends too early');
    expect(() => read('ffffff7f', 'as')).toThrow('longer than its message');
    expect(() => read('0800000000000000'.padEnd(32, '0'), 'a()')).toThrow('without bytes');
    expect(() => read('0273730000', 'v')).toThrow('is no type of one value');
    expect(() => read(`${'017600'.repeat(80)}`, 'v')).toThrow('nested too deeply');
  });
});
