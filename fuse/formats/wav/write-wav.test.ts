import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Layout, Tags } from '../layout.ts';
import type { PlanInput } from '../plan-input.ts';
import { planFile } from '../plan-file.ts';
import { readLayout } from '../read-layout.ts';
import { audioFolder } from '../testing/audio.ts';
import { frame, tag, text } from '../testing/id3-bytes.ts';
import { layoutWith } from '../testing/layouts.ts';
import { renderPlan, strictSource } from '../testing/sources.ts';
import { planWav } from './write-wav.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

const readBytes = (bytes: Buffer): Layout => readLayout(strictSource(bytes)) as Layout;

function chunk(name: string, body: Buffer, length = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length & 1)]);
}

/** 8-bit mono at 8000 Hz, so that an odd number of bytes is possible. */
function wav(chunks: readonly Buffer[]): Buffer {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(8000, 4);
  format.writeUInt32LE(8000, 8);
  format.writeUInt16LE(1, 12);
  format.writeUInt16LE(8, 14);
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), ...chunks]));
}

function names(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = 12; at < bytes.length; at += 8 + bytes.readUInt32LE(at + 4) + (bytes.readUInt32LE(at + 4) & 1)) {
    found.push(bytes.toString('latin1', at, at + 4));
  }
  return found;
}

function render(bytes: Buffer, tags: Tags): Buffer {
  return renderPlan(planFile({ layout: readBytes(bytes), tags, pictures: [] }), bytes);
}

describe('a planned WAV file', () => {
  const samples = Buffer.alloc(801, 0x80);

  it('keeps chunks that are no tags, in front of the audio and behind it', () => {
    const bytes = wav([
      chunk('bext', Buffer.alloc(7, 1)),
      chunk('JUNK', Buffer.alloc(50)),
      chunk('data', samples),
      chunk('cue ', Buffer.alloc(5, 2)),
      chunk('LIST', Buffer.from('adtl')),
    ]);
    const planned = render(bytes, { title: ['x'] });
    expect(names(planned)).toEqual(['fmt ', 'bext', 'data', 'cue ', 'LIST', 'LIST', 'id3 ']);
    expect(planned.readUInt32LE(4)).toBe(planned.length - 8);
    expect(planned.includes(chunk('cue ', Buffer.alloc(5, 2)))).toBe(true);
  });

  it('keeps ID3 frames that no field can hold', () => {
    const kept = frame(3, 'PRIV', Buffer.from('owner\0data'));
    const planned = render(
      wav([chunk('data', samples), chunk('id3 ', tag(3, [kept, frame(3, 'TIT2', text('old'))]))]),
      { title: ['new'] },
    );
    expect(planned.includes(kept)).toBe(true);
    expect(readBytes(planned)).toMatchObject({ tags: { title: ['new'] }, detail: { id3: 3 } });
  });

  it('pads audio of odd length, also where the original does not', () => {
    const bytes = wav([chunk('data', samples)]).subarray(0, -1);
    const planned = render(Buffer.from(bytes), { title: ['x'] });
    expect(names(planned)).toEqual(['fmt ', 'data', 'LIST', 'id3 ']);
    expect(readBytes(planned).audio.length).toBe(801);
  });

  it('says how long audio is that a recorder never finished', () => {
    for (const length of [0, 0xffff_ffff]) {
      const bytes = wav([Buffer.concat([chunk('data', Buffer.alloc(0), length), samples])]);
      expect(readBytes(bytes).properties.duration).toBeCloseTo(0.1, 1);
      expect(names(render(bytes, { title: ['x'] }))).toEqual(['fmt ', 'data', 'LIST', 'id3 ']);
    }
  });

  it('has INFO for programs that know nothing else, in UTF-8', () => {
    const bytes = wav([chunk('data', samples)]);
    const planned = render(bytes, { title: ['Ночь'], artist: ['A', 'B'], barcode: ['123'] });
    expect(planned.includes(chunk('INAM', Buffer.from('Ночь\0')))).toBe(true);
    expect(planned.includes(chunk('IART', Buffer.from('A; B\0')))).toBe(true);
    expect(readBytes(planned).tags).toEqual({ title: ['Ночь'], artist: ['A', 'B'], barcode: ['123'] });
  });

  it('reads INFO of others as UTF-8 where it can be, otherwise as Latin-1', () => {
    const info = (text: Buffer): Buffer => chunk('LIST', Buffer.concat([Buffer.from('INFO'), chunk('INAM', text)]));
    expect(readBytes(wav([info(Buffer.from('Søster\0')), chunk('data', samples)])).tags).toEqual({ title: ['Søster'] });
    expect(readBytes(wav([info(Buffer.from('Søster\0', 'latin1')), chunk('data', samples)])).tags).toEqual({
      title: ['Søster'],
    });
  });

  it('has true lengths in the ds64 chunk of RF64', () => {
    const bytes = readFileSync(folder.make('RF64'));
    const planned = render(bytes, { title: ['x'] });
    expect(planned.toString('latin1', 0, 4)).toBe('RF64');
    expect(planned.readUInt32LE(4)).toBe(0xffff_ffff);
    expect(planned.toString('latin1', 12, 16)).toBe('ds64');
    expect(Number(planned.readBigUInt64LE(20))).toBe(planned.length - 8);
    expect(Number(planned.readBigUInt64LE(28))).toBe(readBytes(bytes).audio.length);
  });
});

describe('the bytes of a planned WAV file', () => {
  /** A chunk, the head of `data`, five bytes of audio, a chunk behind, sizes of RF64. */
  const ORIGINAL = Buffer.from(
    'fmt fmt!data\u0005\0\0\0audio\0AFTRds64\u001c\0\0\0ffffffffddddddddsssssssstttt',
    'latin1',
  );
  const range = (offset: number, length: number) => ({ offset, length });
  const SIZES = range(26, 36);
  const layout = (detail: object = {}, audio = range(16, 5)): Layout =>
    layoutWith({
      container: 'wav',
      audio,
      kept: [{ kind: 'ds64', range: { ...SIZES } }],
      detail: { form: 'RIFF', id3: 0, before: [range(0, 8)], after: [range(22, 4)], ...detail },
    });
  const rf64 = (length = 36, audio = range(16, 5)): Layout => {
    const sizes = range(26, length);
    const whole = layout({ form: 'RF64', before: [{ ...sizes }, range(0, 8)] }, audio);
    return {
      ...whole,
      kept: [
        { kind: 'fmt ', range: range(0, 8) },
        { kind: 'ds64', range: sizes },
      ],
    };
  };

  function rendered(input: Partial<PlanInput> = {}): Buffer {
    const plan = planWav({ layout: layout(), tags: {}, pictures: [], ...input });
    const bytes = renderPlan(plan, ORIGINAL);
    expect(bytes.length).toBe(plan.size);
    expect(bytes.toString('latin1', plan.headerLength, plan.headerLength + 4)).toBe('audi');
    return bytes;
  }

  /** Where the parts in front of the tags end. */
  const FIXED = 12 + 8 + 8 + 6 + 4;
  const number = (value: number): string => Buffer.from(Uint32Array.of(value).buffer).toString('latin1');

  it('are its chunks in their order, the audio aligned, and a padded tag at the end', () => {
    const bytes = rendered();
    expect(bytes.toString('latin1', 0, FIXED)).toBe(
      `RIFF${number(FIXED + 12_288 - 8)}WAVEfmt fmt!data${number(5)}audio\0AFTR`,
    );
    expect(bytes.toString('latin1', FIXED, FIXED + 12)).toBe(`id3 ${number(12_288 - 8)}ID3\u0004`);
    expect(bytes.length).toBe(FIXED + 12_288);
  });

  it('have zeros behind chunks and audio of odd length', () => {
    const odd = layout({ before: [range(0, 7)], after: [range(22, 3)] });
    expect(rendered({ layout: odd }).toString('latin1', 12, FIXED)).toBe(`fmt fmt\0data${number(5)}audio\0AFT\0`);
    expect(rendered({ layout: layout({}, range(16, 4)) }).toString('latin1', 20, FIXED - 2)).toBe(
      `data${number(4)}audiAFTR`,
    );
  });

  it('have INFO behind the audio for the fields that it has names for', () => {
    const tags = { title: ['One'], barcode: ['1'], artist: ['A', 'é'], bpm: ['1'] };
    const info = `INAM${number(4)}One\0IART${number(6)}A; \u00c3\u00a9\0`;
    expect(
      rendered({ tags })
        .subarray(FIXED)
        .toString('latin1', 0, 12 + 12 + 14 + 4),
    ).toBe(`LIST${number(4 + 12 + 14)}INFO${info}id3 `);
    expect(
      rendered({ tags: { title: ['Four'] } })
        .subarray(FIXED)
        .toString('latin1', 0, 12 + 14 + 4),
    ).toBe(`LIST${number(4 + 14)}INFOINAM${number(5)}Four\0\0id3 `);
    for (const field of ['barcode', 'own field']) {
      expect(rendered({ tags: { [field]: ['1'] } }).toString('latin1', FIXED, FIXED + 4)).toBe('id3 ');
    }
  });

  it('are as many as before while the tags fit, also an odd number', () => {
    expect(rendered({ minimumSize: 1000 }).length).toBe(1000);
    const odd = rendered({ minimumSize: 1001 });
    expect([odd.length, odd.readUInt32LE(4), odd.readUInt32LE(FIXED + 4)]).toEqual([1001, 993, 1001 - FIXED - 9]);
    expect(rendered({ minimumSize: FIXED + 19 }).length).toBe(FIXED + 19);
    expect(rendered({ minimumSize: FIXED + 18 }).length).toBe(FIXED + 12_288);
  });

  it('have a tag of the version that the original has', () => {
    expect([2, 3, 4].map((id3) => rendered({ layout: layout({ id3 }) })[FIXED + 11])).toEqual([3, 3, 4]);
  });

  it('are 4 GiB at most', () => {
    const size = (length: number) => (): number =>
      planWav({ layout: layout({ after: [] }, range(16, length)), tags: {}, pictures: [] }).size;
    const room = 0xffff_ffff + 8 - 12 - 8 - 8 - 12_288;
    expect(size(room - 1)()).toBe(0xffff_ffff + 8 - 1);
    expect(size(room + 1)).toThrow('The WAV file would become longer than 4 GiB.');
    const atLeast = (minimumSize: number) => (): number =>
      planWav({ layout: layout({}, range(16, room - 4096)), tags: {}, pictures: [], minimumSize }).size;
    expect(atLeast(0xffff_ffff + 8)()).toBe(0xffff_ffff + 8);
    expect(atLeast(0xffff_ffff + 9)).toThrow('The WAV file would become longer than 4 GiB.');
  });

  it('have the lengths of file and audio in the ds64 chunk of RF64', () => {
    const bytes = rendered({ layout: rf64() });
    const [low, high] = [FIXED + 36 + 12_288 - 8, 0];
    expect(bytes.toString('latin1', 0, FIXED + 36)).toBe(
      `RF64\u00ff\u00ff\u00ff\u00ffWAVEds64${number(28)}${number(low)}${number(high)}${number(5)}${number(0)}` +
        'sssssssstttt' +
        'fmt fmt!data\u00ff\u00ff\u00ff\u00ffaudio\0AFTR',
    );
    const long = planWav({ layout: rf64(36, range(16, 2 ** 33 + 7)), tags: {}, pictures: [] });
    const head = long.segments[2];
    expect(head?.kind === 'bytes' && Buffer.from(head.bytes).toString('latin1')).toBe(
      `${number((long.size - 8) % 2 ** 32)}${number(2)}${number(7)}${number(2)}`,
    );
    expect(long.size - 8).toBeGreaterThan(2 ** 33);
  });

  it('have no other lengths than RIFF where the ds64 chunk is too short for them', () => {
    const short = rendered({ layout: rf64(23) });
    expect(short.toString('latin1', 0, 12)).toBe(`RF64${number(short.length - 8)}WAVE`);
    expect(short.toString('latin1', 12, 12 + 24 + 8 + 8)).toBe(
      `${ORIGINAL.toString('latin1', 26, 26 + 23)}\0fmt fmt!data${number(5)}`,
    );
    const whole = rendered({ layout: rf64(24) });
    expect(whole.toString('latin1', 0, 8)).toBe('RF64\u00ff\u00ff\u00ff\u00ff');
    // RIFF has no such chunk, whatever one is called.
    const riff = rendered({ layout: layout({ before: [{ ...SIZES }] }) });
    expect(riff.includes('ffffffffddddddddsssssssstttt')).toBe(true);
  });
});
