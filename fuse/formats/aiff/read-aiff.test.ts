import { describe, expect, it } from 'vitest';
import { LayoutError } from '../layout.ts';
import { frame, tag, text } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { readAiff } from './read-aiff.ts';

function chunk(name: string, body: Buffer | string = '', length?: number): Buffer {
  const bytes = Buffer.from(body as string, 'latin1');
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32BE(length ?? bytes.length, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(length === undefined ? bytes.length % 2 : 0)]);
}

/** 80-bit numbers of IEEE 754: 44 100 Hz is 0x400E AC44 0000…; the exponent is biased by 16 383. */
const RATES = {
  44_100: '400eac44000000000000',
  8000: '400bfa00000000000000',
  1: '3fff8000000000000000',
  96_000: '400fbb80000000000000',
  0: '00000000000000000000',
} as const;

function common({
  channels = 2,
  frames = 441,
  bits = 16,
  rate = RATES[44_100] as string,
  compression = '',
} = {}): Buffer {
  const body = Buffer.alloc(18);
  body.writeUInt16BE(channels, 0);
  body.writeUInt32BE(frames, 2);
  body.writeUInt16BE(bits, 6);
  body.write(rate, 8, 'hex');
  return chunk('COMM', Buffer.concat([body, Buffer.from(compression, 'latin1')]));
}

const AUDIO = Buffer.alloc(1764, 0x55);
const SOUND = chunk('SSND', Buffer.concat([Buffer.alloc(8), AUDIO]));

function fileOf(chunks: readonly Buffer[], form: string): Buffer {
  const body = Buffer.concat(chunks);
  const head = Buffer.alloc(12);
  head.write('FORM', 'latin1');
  head.writeUInt32BE(body.length + 4, 4);
  head.write(form, 8, 'latin1');
  return Buffer.concat([head, body]);
}

function read(chunks: readonly Buffer[], form = 'AIFF') {
  return readAiff(new Window(strictSource(fileOf(chunks, form))));
}

describe('the audio of an AIFF file', () => {
  it('lies behind eight bytes of the sound chunk', () => {
    expect(read([common(), SOUND])).toMatchObject({
      container: 'aiff',
      properties: {
        codec: 'pcm',
        duration: 0.01,
        sampleRate: 44_100,
        channels: 2,
        bitsPerSample: 16,
        bitrate: 1_411_200,
        lossless: true,
      },
      audio: { offset: 12 + 26 + 16, length: 1764 },
      detail: { form: 'AIFF', id3: 0, texts: [], sound: { offset: 38, length: 8 + 8 + 1764 } },
    });
  });

  it('goes to the end of a file that was cut off', () => {
    expect(read([common(), chunk('SSND', Buffer.concat([Buffer.alloc(8), AUDIO]), 99_999)]).audio.length).toBe(1764);
  });

  it('is the first sound chunk, and none that is too short', () => {
    expect(read([common(), SOUND, chunk('SSND', Buffer.alloc(20))]).audio.length).toBe(1764);
    expect(read([common(), chunk('SSND', Buffer.alloc(7)), SOUND]).audio.length).toBe(1764);
    expect(read([common(), chunk('SSND', Buffer.alloc(8))]).audio.length).toBe(0);
  });

  it.each(Object.entries(RATES))('has a sample rate of %s Hz', (rate, hex) => {
    const { properties } = read([common({ rate: hex }), SOUND]);
    expect(properties.sampleRate).toBe(Number(rate));
    expect(properties.duration).toBe(rate === '0' ? 0 : 441 / Number(rate));
  });

  it('has no sample rate that no number says', () => {
    expect(read([common({ rate: '7fff8000000000000000' }), SOUND]).properties).toMatchObject({
      sampleRate: 0,
      duration: 0,
      bitrate: 0,
    });
    expect(read([common({ rate: '401f8000000000000000' }), SOUND]).properties.sampleRate).toBe(0);
    expect(read([common({ rate: '401e8000000000000000' }), SOUND]).properties.sampleRate).toBe(2 ** 31);
    // The sign is left out, and what is below one hertz is rounded.
    expect(read([common({ rate: 'c00eac44800000000000' }), SOUND]).properties.sampleRate).toBe(44_101);
    expect(read([common({ rate: '400eac44000080000000' }), SOUND]).properties.sampleRate).toBe(44_100);
  });
});

describe('the codec of an AIFF-C file', () => {
  it.each([
    ['NONE', 'pcm'],
    ['twos', 'pcm'],
    ['sowt', 'pcm'],
    ['in24', 'pcm'],
    ['in32', 'pcm'],
    ['fl32', 'pcm'],
    ['FL32', 'pcm'],
    ['fl64', 'pcm'],
    ['FL64', 'pcm'],
    ['raw ', 'pcm'],
    ['ULAW', 'ulaw'],
    ['ima4', 'ima4'],
  ])('%s is %s', (compression, codec) => {
    const { properties } = read([common({ compression }), SOUND], 'AIFC');
    expect(properties).toMatchObject({ codec, lossless: codec === 'pcm' });
    expect('bitsPerSample' in properties).toBe(codec === 'pcm');
  });

  it('has four characters behind the sample rate, without spaces', () => {
    const short = (length: number): string =>
      read([chunk('COMM', common({ compression: 'ulaw' }).subarray(8, 8 + length)), SOUND], 'AIFC').properties.codec;
    expect([short(21), short(22)]).toEqual(['pcm', 'ulaw']);
    expect(read([common({ compression: 'QDM ' }), SOUND], 'AIFC').properties.codec).toBe('qdm');
    expect(read([common({ compression: 'ulaw\u0004name' }), SOUND], 'AIFC').properties.codec).toBe('ulaw');
  });

  it('is PCM where it is not said, or not asked for', () => {
    expect(read([common(), SOUND], 'AIFC').properties.codec).toBe('pcm');
    expect(read([common({ compression: 'ulaw' }), SOUND], 'AIFF').properties.codec).toBe('pcm');
  });
});

describe('the other chunks', () => {
  it('are kept, in front of the audio and behind it, padded to even length', () => {
    const { kept, detail } = read([common(), chunk('MARK', 'odd'), SOUND, chunk('INST', 'even')]);
    expect(kept).toEqual([
      { kind: 'COMM', range: { offset: 12, length: 26 } },
      { kind: 'MARK', range: { offset: 38, length: 12 } },
      { kind: 'INST', range: { offset: 50 + SOUND.length, length: 12 } },
    ]);
    expect(detail).toMatchObject({ before: [kept[0]!.range, kept[1]!.range], after: [kept[2]!.range] });
  });

  it('may be empty, and the last thing in the file', () => {
    expect(read([common(), SOUND, chunk('MARK')]).kept.at(-1)).toEqual({
      kind: 'MARK',
      range: { offset: 38 + SOUND.length, length: 8 },
    });
    expect(read([common(), chunk('NAME'), SOUND]).tags).toEqual({});
  });

  it('of odd length may end with the file', () => {
    const file = fileOf([common(), SOUND, chunk('MARK', 'odd')], 'AIFF');
    const layout = readAiff(new Window(strictSource(file.subarray(0, -1))));
    expect(layout.kept.at(-1)).toEqual({ kind: 'MARK', range: { offset: 38 + SOUND.length, length: 11 } });
  });

  it.each(['JUNK', 'FLLR'])('called %s are padding', (name) => {
    expect(read([common(), chunk(name, 'xx'), SOUND]).kept).toHaveLength(1);
  });

  it('that the file does not have whole are junk behind the audio, and an error before it', () => {
    expect(read([common(), SOUND, chunk('MARK', '', 99)]).kept).toHaveLength(1);
    expect(() => read([common(), chunk('MARK', '', 9999), SOUND])).toThrow(
      new LayoutError('The AIFF file ends in its header: the chunk at 38 should be 9999 bytes long.', 38),
    );
  });
});

describe('an AIFF file', () => {
  it('of more chunks than any file has is refused', () => {
    const chunks = Buffer.concat(Array<Buffer>(200_000).fill(chunk('MARK')));
    expect(() => read([common(), SOUND, chunks])).toThrow('The file is made of more than 200000 parts.');
  });

  it.each([
    ['without a format', [SOUND]],
    ['without audio', [common()]],
  ])('%s is broken', (_, chunks) => {
    expect(() => read(chunks)).toThrow('The AIFF file has no format or no audio in it.');
  });

  it('with a short format is broken', () => {
    expect(() => read([chunk('COMM', Buffer.alloc(17)), SOUND])).toThrow('The AIFF file has a broken format chunk.');
  });
});

describe('the tags of an AIFF file', () => {
  it('stand in text chunks', () => {
    const texts = [
      chunk('NAME', 'Title\0\0'),
      chunk('AUTH', 'B\xe9la '),
      chunk('(c) ', '2001'),
      chunk('ANNO', Buffer.from('Čas')),
    ];
    const { tags, kept, detail } = read([common(), ...texts, SOUND]);
    expect(tags).toEqual({ title: ['Title'], artist: ['Béla'], copyright: ['2001'], comment: ['Čas'] });
    expect(kept).toHaveLength(1);
    expect(detail).toMatchObject({ texts: ['NAME', 'AUTH', '(c) ', 'ANNO'] });
    expect(read([common(), chunk('NAME', 'One \0\0'), chunk('AUTH', ' a\0b'), SOUND]).tags).toEqual({
      title: ['One'],
      artist: [' a\0b'],
    });
  });

  it('rank below those of the ID3 chunk', () => {
    for (const name of ['ID3 ', 'id3 ']) {
      const id3 = chunk(name, tag(4, [frame(4, 'TIT2', text('ID3')), frame(4, 'PRIV', Buffer.from('x'))]));
      const { tags, kept, detail } = read([common(), chunk('NAME', 'Name'), chunk('AUTH', 'A'), SOUND, id3]);
      expect(tags).toEqual({ title: ['ID3'], artist: ['A'] });
      expect(kept.map(({ kind }) => kind)).toEqual(['COMM', expect.stringMatching(/^id3\/PRIV/)]);
      expect(detail).toMatchObject({ id3: 4 });
    }
  });
});
