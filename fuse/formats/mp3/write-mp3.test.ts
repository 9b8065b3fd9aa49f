import { expect, test } from 'vitest';
import type { PlanInput } from '../plan-input.ts';
import { layoutWith } from '../testing/layouts.ts';
import { renderPlan } from '../testing/sources.ts';
import { planMp3 } from './write-mp3.ts';

const ORIGINAL = Buffer.from('old tag, audio, kept');
const layout = (detail: object = {}) =>
  layoutWith({
    container: 'mp3',
    audio: { offset: 9, length: 5 },
    kept: [{ kind: 'PRIV 0000', range: { offset: 16, length: 4 } }],
    detail: { id3: 4, ...detail },
  });

function rendered(input: Partial<PlanInput> = {}) {
  const plan = planMp3({ layout: layout(), tags: {}, pictures: [], ...input });
  const bytes = renderPlan(plan, ORIGINAL);
  expect(bytes.length).toBe(plan.size);
  return { bytes, headerLength: plan.headerLength };
}

test('the tag has its fields, the kept frames, and padding up to the audio', () => {
  const { bytes, headerLength } = rendered({ tags: { title: ['One'] } });
  expect(headerLength).toBe(12_288);
  // 12278 without its own header is 95 × 128 + 118.
  const head = `49443304000000005f765449543200000004000003${Buffer.from('One').toString('hex')}`;
  const kept = `50524956000000040000${Buffer.from('kept').toString('hex')}`;
  expect(bytes.subarray(0, 38).toString('hex')).toBe(head + kept);
  expect(bytes.subarray(38, headerLength).every((byte) => byte === 0)).toBe(true);
  expect(bytes.subarray(headerLength).toString()).toBe('audio');
});

test('a tag of ID3v2.2 or 2.3 becomes one of 2.3, all else one of 2.4', () => {
  const versions = [0, 2, 3, 4].map((id3) => rendered({ layout: layout({ id3 }) }).bytes[3]);
  expect(versions).toEqual([4, 3, 3, 4]);
});

test('the header keeps its length while the tag fits', () => {
  const lengthFor = (minimumHeaderLength: number): number => rendered({ minimumHeaderLength }).headerLength;
  // Ten bytes of tag, ten of frame, four of what is kept.
  expect(lengthFor(24)).toBe(24);
  expect(lengthFor(23)).toBe(12_288);
  expect(lengthFor(5000)).toBe(5000);
  expect(rendered({ minimumHeaderLength: 24 }).bytes.subarray(6, 10).toString('hex')).toBe('0000000e');
});
