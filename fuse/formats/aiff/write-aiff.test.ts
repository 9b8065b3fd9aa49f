import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../plan-input.ts';
import { layoutWith } from '../testing/layouts.ts';
import { renderPlan } from '../testing/sources.ts';
import { planAiff } from './write-aiff.ts';

/** COMM, the head of SSND, five bytes of audio, a chunk behind. */
const ORIGINAL = Buffer.from('COMMcommSSND\0\0\0\u000doffssizeaudio\0AFTR');
const range = (offset: number, length: number) => ({ offset, length });
const layout = (detail: object = {}) =>
  layoutWith({
    container: 'aiff',
    audio: range(24, 5),
    detail: {
      form: 'AIFF',
      id3: 0,
      texts: [],
      before: [range(0, 8)],
      after: [range(30, 4)],
      sound: range(8, 21),
      ...detail,
    },
  });

function rendered(input: Partial<PlanInput> = {}): Buffer {
  const plan = planAiff({ layout: layout(), tags: {}, pictures: [], ...input });
  const bytes = renderPlan(plan, ORIGINAL);
  expect(bytes.length).toBe(plan.size);
  expect(bytes.toString('latin1', plan.headerLength, plan.headerLength + 5)).toBe('audio');
  expect(bytes.readUInt32BE(4)).toBe(bytes.length - 8);
  return bytes;
}

/** Where the parts in front of text chunks and tag end. */
const FIXED = 12 + 8 + 8 + 8 + 6 + 4;

describe('a planned AIFF file', () => {
  it('has its chunks in their order, the audio aligned, and a padded tag at the end', () => {
    const bytes = rendered();
    expect(bytes.toString('latin1', 0, 4)).toBe('FORM');
    expect(bytes.toString('latin1', 8, FIXED)).toBe('AIFFCOMMcommSSND\0\0\0\u000doffssizeaudio\0AFTR');
    expect(bytes.toString('latin1', FIXED, FIXED + 4)).toBe('ID3 ');
    expect(bytes.length).toBe(FIXED + 12_288);
    expect(bytes.readUInt32BE(FIXED + 4)).toBe(12_288 - 8);
    expect(bytes.toString('latin1', FIXED + 8, FIXED + 11)).toBe('ID3');
    expect(bytes[FIXED + 11]).toBe(4);
    // The length of the tag without its ten bytes of header, in bytes of seven bits.
    const length = 12_288 - 8 - 10;
    expect(bytes.toString('latin1', FIXED + 14, FIXED + 18)).toBe(String.fromCharCode(0, 0, length >> 7, length & 127));
  });

  it('aligns chunks of odd length', () => {
    const bytes = rendered({ layout: layout({ before: [range(0, 7)], after: [range(30, 3)] }) });
    expect(bytes.toString('latin1', 8, FIXED)).toBe('AIFFCOMMcom\0SSND\0\0\0\u000doffssizeaudio\0AFT\0');
  });

  it('has text chunks again where the original has them, once each', () => {
    const bytes = rendered({
      layout: layout({ form: 'AIFC', texts: ['NAME', 'AUTH', 'NAME', 'ANNO'] }),
      tags: { title: ['\u00e9'], artist: ['A', 'B'] },
    });
    expect(bytes.toString('latin1', 8, 12)).toBe('AIFC');
    expect(bytes.subarray(FIXED).toString('latin1', 0, 26)).toBe(
      'NAME\0\0\0\u0002\u00c3\u00a9AUTH\0\0\0\u0004A; BID3 ',
    );
    const odd = rendered({ layout: layout({ texts: ['NAME'] }), tags: { title: ['One'] } });
    expect(odd.subarray(FIXED).toString('latin1', 0, 16)).toBe('NAME\0\0\0\u0003One\0ID3 ');
  });

  it('keeps its size while the tags fit, also an odd one', () => {
    expect(rendered({ minimumSize: 1000 }).length).toBe(1000);
    const odd = rendered({ minimumSize: 1001 });
    expect(odd.length).toBe(1001);
    expect(odd.readUInt32BE(FIXED + 4)).toBe(1001 - FIXED - 9);
    expect(rendered({ minimumSize: FIXED + 19 }).length).toBe(FIXED + 19);
    expect(rendered({ minimumSize: FIXED + 18 }).length).toBe(FIXED + 12_288);
  });

  it('keeps the version of the original’s tag', () => {
    expect(rendered({ layout: layout({ id3: 2 }) })[FIXED + 11]).toBe(3);
    expect(rendered({ layout: layout({ id3: 3 }) })[FIXED + 11]).toBe(3);
  });

  it('is 4 GiB long at most', () => {
    const size = (length: number) => () =>
      planAiff({ layout: { ...layout({ after: [] }), audio: range(24, length) }, tags: {}, pictures: [] }).size;
    const room = 0xffff_ffff + 8 - (FIXED - 4 - 6) - 12_288;
    expect(size(room - 1)()).toBe(0xffff_ffff + 8 - 1);
    expect(size(room + 1)).toThrow('The AIFF file would become longer than 4 GiB.');
    const atLeast = (minimumSize: number) => (): number =>
      planAiff({ layout: { ...layout(), audio: range(24, room - 4096) }, tags: {}, pictures: [], minimumSize }).size;
    expect(atLeast(0xffff_ffff + 8)()).toBe(0xffff_ffff + 8);
    expect(atLeast(0xffff_ffff + 9)).toThrow('The AIFF file would become longer than 4 GiB.');
  });
});
