import { describe, expect, it } from 'vitest';
import { LayoutError } from '../layout.ts';
import { frame, tag, text } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { readWav } from './read-wav.ts';

function chunk(name: string, body: Buffer | string = '', length?: number): Buffer {
  const bytes = Buffer.from(body as string, 'latin1');
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(length ?? bytes.length, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(length === undefined ? bytes.length % 2 : 0)]);
}

function format({
  tag: code = 1,
  channels = 2,
  rate = 44_100,
  perSecond = 176_400,
  bits = 16,
  sub = -1,
  size = 16,
} = {}): Buffer {
  const body = Buffer.alloc(Math.max(size, sub < 0 ? 0 : 40));
  body.writeUInt16LE(code, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(rate, 4);
  body.writeUInt32LE(perSecond, 8);
  body.writeUInt16LE(bits, 14);
  if (sub >= 0) body.writeUInt16LE(sub, 24);
  return chunk('fmt ', body);
}

const AUDIO = Buffer.alloc(1764, 0x55);
const DATA = chunk('data', AUDIO);

function fileOf(chunks: readonly Buffer[], form = 'RIFF'): Buffer {
  const body = Buffer.concat(chunks);
  const head = Buffer.alloc(12);
  head.write(form, 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  head.write('WAVE', 8, 'latin1');
  return Buffer.concat([head, body]);
}

function read(...chunks: Buffer[]) {
  return readWav(new Window(strictSource(fileOf(chunks))));
}

describe('the audio of a WAV file', () => {
  it('is its data chunk, measured by its bytes per second', () => {
    expect(read(format(), DATA)).toMatchObject({
      container: 'wav',
      properties: {
        codec: 'pcm',
        duration: 0.01,
        sampleRate: 44_100,
        channels: 2,
        bitsPerSample: 16,
        bitrate: 1_411_200,
        lossless: true,
      },
      audio: { offset: 12 + 24 + 8, length: 1764 },
    });
  });

  it('goes to the end of the file where a recorder was cut off', () => {
    for (const stated of [0, 0xffff_ffff, 5000]) {
      expect(read(format(), chunk('data', AUDIO, stated)).audio).toEqual({ offset: 44, length: 1764 });
    }
  });

  it('is all that follows where a recorder was cut off, though it looks like chunks', () => {
    const silence = Buffer.alloc(4000);
    const chunks = Buffer.concat([
      silence,
      chunk('cue ', 'even'),
      chunk('id3 ', tag(3, [frame(3, 'TIT2', text('x'))])),
    ]);
    for (const stated of [0, 0xffff_ffff]) {
      const layout = read(format(), chunk('data', chunks, stated));
      expect(layout.audio).toEqual({ offset: 44, length: chunks.length });
      expect([layout.kept.map(({ kind }) => kind), layout.tags]).toEqual([['fmt '], {}]);
    }
  });

  it('may be nothing at the end of the file', () => {
    expect(read(format(), chunk('data')).audio).toEqual({ offset: 44, length: 0 });
  });

  it('is the first data chunk', () => {
    expect(read(format(), DATA, chunk('data', 'xx')).audio.length).toBe(1764);
  });

  it('has its length in the ds64 chunk of RF64 and BW64', () => {
    const sizes = Buffer.alloc(28);
    sizes.writeUInt32LE(1000, 8);
    for (const form of ['RF64', 'BW64']) {
      const file = fileOf([chunk('ds64', sizes), format(), chunk('data', AUDIO, 0xffff_ffff)], form);
      const layout = readWav(new Window(strictSource(file)));
      expect(layout.audio.length).toBe(1000);
      expect(layout.detail).toMatchObject({ form });
    }
    sizes.writeUInt32LE(1, 12);
    const long = fileOf([chunk('ds64', sizes), format(), chunk('data', AUDIO, 0xffff_ffff)], 'RF64');
    expect(readWav(new Window(strictSource(long))).audio.length).toBe(1764);
    const stated = (length: number): number =>
      readWav(new Window(strictSource(fileOf([chunk('ds64', sizes), format(), chunk('data', AUDIO, length)], 'RF64'))))
        .audio.length;
    expect([stated(0), stated(5), stated(5000)]).toEqual([0, 5, 1764]);
  });

  it('has its length in no other chunk, and in none that is too short', () => {
    const sizes = Buffer.alloc(28);
    sizes.writeUInt32LE(1000, 8);
    const lengthWith = (...chunks: Buffer[]): number =>
      readWav(new Window(strictSource(fileOf([...chunks, format(), chunk('data', AUDIO, 0xffff_ffff)], 'RF64')))).audio
        .length;
    expect(lengthWith(chunk('ds64', sizes), chunk('bext', Buffer.alloc(40, 1)))).toBe(1000);
    expect(lengthWith(chunk('ds64', sizes.subarray(0, 16)))).toBe(1000);
    expect(lengthWith(chunk('ds64', sizes.subarray(0, 15)))).toBe(0);
    expect(lengthWith(chunk('ds65', sizes))).toBe(0);
    expect(read(chunk('ds64', sizes), format(), chunk('data', AUDIO, 0xffff_ffff)).audio.length).toBe(1764);
  });

  it('has no duration where the format does not say how fast it is', () => {
    expect(read(format({ perSecond: 0 }), DATA).properties).toMatchObject({ duration: 0, bitrate: 0 });
  });
});

describe('the codec of a WAV file', () => {
  it.each([
    [1, 'pcm', true],
    [2, 'adpcm', false],
    [3, 'pcm', true],
    [6, 'alaw', false],
    [7, 'mulaw', false],
    [17, 'adpcm', false],
    [80, 'mp2', false],
    [85, 'mp3', false],
    [99, 'wav-99', false],
  ])('%d is %s', (code, codec, lossless) => {
    const { properties } = read(format({ tag: code, bits: 16 }), DATA);
    expect(properties).toMatchObject({ codec, lossless });
    expect('bitsPerSample' in properties).toBe(lossless);
  });

  it('stands further behind in an extensible format', () => {
    expect(read(format({ tag: 0xfffe, sub: 85 }), DATA).properties.codec).toBe('mp3');
    expect(read(format({ tag: 1, sub: 85 }), DATA).properties.codec).toBe('pcm');
    expect(read(format({ tag: 0xfffe, size: 24 }), DATA).properties.codec).toBe('wav-65534');
    expect(read(format({ tag: 0xfffe, size: 26 }), DATA).properties.codec).toBe('wav-0');
  });
});

describe('the other chunks', () => {
  it('are kept, in front of the audio and behind it, padded to even length', () => {
    const bext = chunk('bext', 'odd');
    const cue = chunk('cue ', 'even');
    const layout = read(format(), bext, DATA, cue);
    const behind = 12 + 24 + bext.length;
    expect(layout.kept).toEqual([
      { kind: 'fmt ', range: { offset: 12, length: 24 } },
      { kind: 'bext', range: { offset: 36, length: 12 } },
      { kind: 'cue ', range: { offset: behind + DATA.length, length: 12 } },
    ]);
    expect(layout.detail).toMatchObject({
      form: 'RIFF',
      id3: 0,
      before: [layout.kept[0]!.range, layout.kept[1]!.range],
      after: [layout.kept[2]!.range],
    });
  });

  it.each(['JUNK', 'junk', 'PAD ', 'FLLR'])('called %s are padding', (name) => {
    expect(read(format(), chunk(name, 'xx'), DATA).kept.map(({ kind }) => kind)).toEqual(['fmt ']);
  });

  it('of odd length may end with the file', () => {
    const file = fileOf([format(), DATA, chunk('cue ', 'odd')]);
    const layout = readWav(new Window(strictSource(file.subarray(0, -1))));
    expect(layout.kept.at(-1)).toEqual({ kind: 'cue ', range: { offset: 12 + 24 + DATA.length, length: 11 } });
  });

  it('that the file does not have whole are no more than junk behind the audio, and an error before it', () => {
    expect(read(format(), DATA, chunk('cue ', '', 100)).kept).toHaveLength(1);
    const error = new LayoutError('The WAV file ends in its header: the chunk at 36 should be 9999 bytes long.', 36);
    expect(() => read(format(), chunk('cue ', '', 9999), DATA)).toThrow(error);
  });
});

describe('a WAV file', () => {
  it('of more chunks than any file has is refused', () => {
    const chunks = Buffer.concat(Array<Buffer>(200_000).fill(chunk('cue ')));
    expect(() => read(format(), DATA, chunks)).toThrow('The file is made of more than 200000 parts.');
  });
});

describe('a WAV file without', () => {
  it.each([
    ['a format', [DATA]],
    ['audio', [format()]],
  ])('%s is broken', (_, chunks) => {
    expect(() => read(...chunks)).toThrow('The WAV file has no format or no audio in it.');
  });

  it('a whole format is broken', () => {
    expect(() => read(chunk('fmt ', Buffer.alloc(15)), DATA)).toThrow('The WAV file has a broken format chunk.');
  });
});

describe('the tags of a WAV file', () => {
  const list = (...chunks: Buffer[]): Buffer => chunk('LIST', Buffer.concat([Buffer.from('INFO'), ...chunks]));

  it('stand in INFO, which is not kept', () => {
    const { tags, kept } = read(format(), list(chunk('INAM', 'Title\0'), chunk('IXYZ', 'own')), DATA);
    expect(tags).toEqual({ title: ['Title'], ixyz: ['own'] });
    expect(kept.map(({ kind }) => kind)).toEqual(['fmt ']);
    expect(read(format(), list(), DATA).kept.map(({ kind }) => kind)).toEqual(['fmt ']);
  });

  it('rank below those of the ID3 chunk', () => {
    for (const name of ['id3 ', 'ID3 ']) {
      const id3 = chunk(name, tag(3, [frame(3, 'TIT2', text('ID3')), frame(3, 'PRIV', Buffer.from('x'))]));
      const { tags, kept, detail } = read(format(), list(chunk('INAM', 'INFO'), chunk('IART', 'A')), id3, DATA);
      expect(tags).toEqual({ title: ['ID3'], artist: ['A'] });
      expect(kept.map(({ kind }) => kind)).toEqual(['fmt ', expect.stringMatching(/^id3\/PRIV/)]);
      expect(detail).toMatchObject({ id3: 3 });
    }
  });

  it('are in no other list', () => {
    const { tags, kept } = read(format(), chunk('LIST', 'adtlINAM'), chunk('LIST', 'INF'), DATA);
    expect(tags).toEqual({});
    expect(kept.map(({ kind }) => kind)).toEqual(['fmt ', 'LIST', 'LIST']);
    expect(read(format(), chunk('list', 'INFOINAM'), DATA).kept.map(({ kind }) => kind)).toEqual(['fmt ', 'list']);
    // The byte that pads the list does not count.
    const odd = Buffer.concat([Buffer.from('LIST'), Buffer.from([3, 0, 0, 0]), Buffer.from('INFO')]);
    expect(read(format(), odd, DATA).kept.map(({ kind }) => kind)).toEqual(['fmt ', 'LIST']);
  });

  it('are in the INFO list up to its end', () => {
    const info = list(chunk('INAM', 'a'), chunk('IART', 'b'));
    info.writeUInt32LE(4 + 10, 4);
    expect(read(format(), DATA, info).tags).toEqual({ title: ['a'] });
  });
});
