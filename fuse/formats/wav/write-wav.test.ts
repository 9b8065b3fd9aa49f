import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Layout, Tags } from '../layout.ts';
import { planFile } from '../plan-file.ts';
import { readLayout } from '../read-layout.ts';
import { audioFolder } from '../testing/audio.ts';
import { frame, tag, text } from '../testing/id3-bytes.ts';
import { renderPlan, strictSource } from '../testing/sources.ts';

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
