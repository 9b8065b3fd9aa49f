import { expect, test } from 'vitest';
import { PlanBuilder } from '../plan-builder.ts';
import { coverOf } from '../testing/layouts.ts';
import { beginAtom, endAtom } from './write-atom.ts';

test('an atom has the length of all that was written since it began', () => {
  const builder = new PlanBuilder();
  builder.latin1('xx');
  const outer = beginAtom(builder, 'udta');
  const inner = beginAtom(builder, '©nam');
  builder.latin1('abc');
  endAtom(builder, inner);
  endAtom(builder, outer);
  expect([outer, inner]).toEqual([2, 10]);
  expect(builder.take().toString('latin1')).toBe('xx\0\0\0\u0013udta\0\0\0\u000b©namabc');
});

test('an atom is shorter than 4 GiB', () => {
  const write = (length: number): void => {
    const builder = new PlanBuilder();
    const at = beginAtom(builder, 'data');
    builder.picture(coverOf(length));
    endAtom(builder, at);
  };
  expect(() => write(0xffff_ffff - 8)).not.toThrow();
  expect(() => write(0xffff_ffff - 7)).toThrow('The tags and pictures take more than 4 GiB.');
});
