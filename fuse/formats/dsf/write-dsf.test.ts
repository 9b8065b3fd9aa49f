import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../plan-input.ts';
import { layoutWith } from '../testing/layouts.ts';
import { renderPlan } from '../testing/sources.ts';
import { planDsf } from './write-dsf.ts';

const ORIGINAL = Buffer.from(Array.from({ length: 200 }, (_, index) => index));
const layout = (detail: object = {}) =>
  layoutWith({
    container: 'dsf',
    audio: { offset: 92, length: 100 },
    detail: { id3: 0, body: { offset: 28, length: 164 }, ...detail },
  });

function rendered(input: Partial<PlanInput> = {}): Buffer {
  const plan = planDsf({ layout: layout(), tags: {}, pictures: [], ...input });
  expect(plan.headerLength).toBe(92);
  return renderPlan(plan, ORIGINAL);
}

const synchsafe = (bytes: Buffer, at: number): number =>
  bytes.subarray(at, at + 4).reduce((value, byte) => value * 128 + byte, 0);

describe('a planned DSF file', () => {
  it('has the body where it was and a padded tag behind it, and says where', () => {
    const bytes = rendered();
    expect(bytes.length).toBe(192 + 12_288);
    expect(bytes.toString('latin1', 0, 4)).toBe('DSD ');
    expect([4, 12, 20].map((at) => Number(bytes.readBigUInt64LE(at)))).toEqual([28, bytes.length, 192]);
    expect(bytes.subarray(28, 192)).toEqual(ORIGINAL.subarray(28, 192));
    expect(bytes.subarray(192, 198).toString('hex')).toBe('494433040000');
    expect(synchsafe(bytes, 198)).toBe(12_288 - 10);
    expect(bytes.subarray(202).every((byte) => byte === 0)).toBe(true);
  });

  it('has the frames of its tags, in the version of the original', () => {
    const frame = `5449543200000004000003${Buffer.from('One').toString('hex')}`;
    expect(
      rendered({ tags: { title: ['One'] } })
        .subarray(202, 216)
        .toString('hex'),
    ).toBe(frame);
    const old = rendered({ layout: layout({ id3: 3 }), tags: { title: ['One'] } });
    expect([old[195], old[212]]).toEqual([3, 0]);
  });

  it('keeps its size while the tags fit', () => {
    expect(rendered({ minimumSize: 1000 }).length).toBe(1000);
    expect(rendered({ minimumSize: 202 }).length).toBe(202);
    expect(rendered({ minimumSize: 201 }).length).toBe(192 + 12_288);
  });

  it('can be longer than 4 GiB', () => {
    const length = 5 * 2 ** 32 + 7;
    const plan = planDsf({
      layout: layout({ body: { offset: 28, length } }),
      tags: {},
      pictures: [],
    });
    const [first] = plan.segments;
    const head = Buffer.from(first?.kind === 'bytes' ? first.bytes : []);
    expect(plan.size).toBe(28 + length + 12_288);
    expect([12, 20].map((at) => Number(head.readBigUInt64LE(at)))).toEqual([plan.size, 28 + length]);
  });
});
