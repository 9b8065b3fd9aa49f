import { describe, expect, it } from 'vitest';
import type { Layout } from '../layout.ts';
import { planFile } from '../plan-file.ts';
import { readLayout } from '../read-layout.ts';
import { frame, frames, tag, text } from '../testing/id3-bytes.ts';
import { renderPlan, strictSource } from '../testing/sources.ts';

const AUDIO = frames(10);
const HEAD = tag(4, [frame(4, 'TIT2', text('Title'))], { padding: 20 });

function id3v1(fields: { title: string; comment?: string; track?: number; genre?: number }): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write('TAG', 'latin1');
  bytes.write(fields.title, 3, 'latin1');
  bytes.write('Artist', 33, 'latin1');
  bytes.write(fields.comment ?? '', 97, 'latin1');
  if (fields.track !== undefined) bytes[126] = fields.track;
  bytes[127] = fields.genre ?? 255;
  return bytes;
}

function apeTag(items: readonly (readonly [key: string, value: string, flags?: number])[], withHeader = true): Buffer {
  const body = Buffer.concat(
    items.map(([key, value, flags = 0]) => {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(Buffer.byteLength(value));
      head.writeUInt32LE(flags, 4);
      return Buffer.concat([head, Buffer.from(`${key}\0${value}`)]);
    }),
  );
  const end = (flags: number): Buffer => {
    const bytes = Buffer.alloc(32);
    bytes.write('APETAGEX', 'latin1');
    bytes.writeUInt32LE(2000, 8);
    bytes.writeUInt32LE(body.length + 32, 12);
    bytes.writeUInt32LE(items.length, 16);
    bytes.writeUInt32LE(flags, 20);
    return bytes;
  };
  return withHeader ? Buffer.concat([end(0xa0000000), body, end(0x80000000)]) : Buffer.concat([body, end(0)]);
}

function lyrics3(content: string): Buffer {
  const body = `LYRICSBEGIN${content}`;
  return Buffer.from(`${body}${String(body.length).padStart(6, '0')}LYRICS200`, 'latin1');
}

function read(...parts: Buffer[]): Layout {
  return readLayout(strictSource(Buffer.concat(parts)), 'mp3') as Layout;
}

describe('tags at the end of an MP3 file', () => {
  const audio = { offset: HEAD.length, length: AUDIO.length };
  const v1 = id3v1({ title: 'Old title' });
  const ape = apeTag([['Artist', 'Ape artist']]);

  it.each([
    ['ID3v1', [v1]],
    ['enhanced ID3v1', [Buffer.concat([Buffer.from('TAG+'), Buffer.alloc(223)]), v1]],
    ['APEv2', [ape]],
    ['APEv2 without header', [apeTag([['Artist', 'x']], false)]],
    ['APEv2 and ID3v1', [ape, v1]],
    ['Lyrics3 v2 and ID3v1', [lyrics3('IND00002 1'), v1]],
    ['Lyrics3 v1 and ID3v1', [Buffer.from('LYRICSBEGINla la laLYRICSEND'), v1]],
    ['all of them', [ape, lyrics3('IND00002 1'), v1]],
    ['ID3v2 with footer', [tag(4, [frame(4, 'TALB', text('x'))], { flags: 0x10 })]],
  ])('are no part of the audio: %s', (_, tail) => {
    expect(read(HEAD, AUDIO, ...tail).audio).toEqual(audio);
  });

  it('only fill what better tags lack: ID3v2, then APEv2, then ID3v1', () => {
    const layout = read(
      HEAD,
      AUDIO,
      apeTag([
        ['Title', 'Ape title'],
        ['Track', '3/12'],
        ['REPLAYGAIN_TRACK_GAIN', '-1 dB'],
      ]),
      id3v1({ title: 'x', comment: 'A comment', track: 7, genre: 17 }),
    );
    expect(layout.tags).toEqual({
      title: ['Title'],
      tracknumber: ['3'],
      totaltracks: ['12'],
      replaygain_track_gain: ['-1 dB'],
      artist: ['Artist'],
      comment: ['A comment'],
      genre: ['Rock'],
    });
  });

  it('lend their picture to a file that has none in front', () => {
    const cover = apeTag([['Cover Art (Back)', 'ape.png\0image', 2]]);
    const apic = tag(4, [frame(4, 'APIC', Buffer.from('\0image/jpeg\0\u0003front\0image'))]);
    const described = (...parts: Buffer[]): string[] => read(...parts).pictures.map(({ description }) => description);
    expect(described(HEAD, AUDIO, cover)).toEqual(['ape']);
    expect(described(apic, AUDIO, cover)).toEqual(['front']);
    expect(described(HEAD, AUDIO)).toEqual([]);
  });

  it('stay out of the planned file, whose ID3v2 tag says what they said', () => {
    const original = Buffer.concat([AUDIO, ape, v1]);
    const layout = read(original);
    const rendered = renderPlan(planFile({ layout, tags: layout.tags, pictures: [] }), original);
    const again = read(rendered);
    expect(again.tags).toEqual({ artist: ['Ape artist'], title: ['Old title'] });
    expect(again.audio.offset + again.audio.length).toBe(rendered.length);
  });

  it('that lie about their length are left in the audio', () => {
    const lying = Buffer.from(ape);
    lying.writeUInt32LE(1_000_000, lying.length - 20);
    expect(read(HEAD, AUDIO, lying).audio.length).toBe(AUDIO.length + lying.length);
  });
});

describe('the layout of an MP3 file', () => {
  it('has kept frames, and what a writer needs to know of the tag', () => {
    const comment = frame(3, 'COMM', Buffer.from('\0deu\0Text'));
    const own = frame(3, 'TXXX', text('Own\0x'));
    const layout = read(tag(3, [comment, own, frame(3, 'PRIV', Buffer.from('x'))]), AUDIO);
    expect(layout.detail).toEqual({ id3: 3, names: { own: 'Own' }, languages: { comment: ['deu'] } });
    expect(layout.kept.map(({ kind }) => kind)).toEqual(['PRIV 0000']);
    expect(read(AUDIO).detail).toEqual({ id3: 0 });
    expect(layout.properties.lossless).toBe(false);
  });

  it('says where a tag is damaged, also the second of two', () => {
    const cut = frame(3, 'TIT2', text('Title')).subarray(0, 13);
    const damage = (...parts: Buffer[]): string | undefined => read(...parts, AUDIO).damage;
    expect(damage(tag(3, [cut]))).toBe('the ID3v2 tag is damaged at byte 10: what follows there is not read');
    expect(damage(tag(3, [], { padding: 20 }), tag(3, [cut]))).toMatch('at byte 40:');
    expect(damage(tag(3, [frame(3, 'TIT2', text('Title'))]))).toBeUndefined();
  });

  it.each([
    // 144 × 128000 / 44100 bytes; for layer 1, 48 × 128000 / 44100 in steps of four.
    ['mp1', 0xffff_4000, 136],
    ['mp2', 0xfffd_8000, 417],
    ['mp3', 0xfffb_9000, 417],
  ])('is of the codec %s by its layer', (codec, bits, length) => {
    const one = Buffer.alloc(length);
    one.writeUInt32BE(bits);
    expect(read(Buffer.concat(Array.from({ length: 5 }, () => one))).properties).toMatchObject({
      codec,
      bitrate: 128_000,
    });
  });
});

describe('the audio of an MP3 file', () => {
  it('is measured by its size where the bitrate is constant', () => {
    expect(read(HEAD, frames(100)).properties).toMatchObject({
      duration: (100 * 417 * 8) / 128_000,
      bitrate: 128_000,
      sampleRate: 44_100,
      channels: 2,
      codec: 'mp3',
    });
  });

  it('is measured by counting where the bitrate changes only later', () => {
    const { properties } = read(HEAD, frames(30), frames(70, 192));
    expect(properties.duration).toBeCloseTo((100 * 1152) / 44_100, 6);
    expect(properties.bitrate).toBe(Math.round(((30 * 417 + 70 * 626) * 8) / properties.duration));
  });

  it('is found behind junk between tag and first frame', () => {
    const junk = Buffer.from([0, 0, 0xff, 0xfb, 0x90, 0, 1, 2, 3, 0xff, 0xff, 0]);
    expect(read(HEAD, junk, AUDIO).audio).toEqual({ offset: HEAD.length + junk.length, length: AUDIO.length });
  });

  it('is measured by a VBRI header', () => {
    const first = frames(1);
    first.write('VBRI', 36, 'latin1');
    first.writeUInt32BE(4587, 36 + 10);
    first.writeUInt32BE(40, 36 + 14);
    expect(read(first, AUDIO).properties.duration).toBeCloseTo((40 * 1152) / 44_100, 6);
  });

  it('is measured by its frames where its VBR header describes a longer stream, of which it was cut', () => {
    const first = frames(1);
    first.write('Xing', 36, 'latin1');
    first.writeUInt32BE(3, 40);
    first.writeUInt32BE(72_000, 44);
    const junk = Buffer.alloc(500, 0x55);
    for (const bytes of [0, 30_000_000]) {
      first.writeUInt32BE(bytes, 48);
      const { audio, properties } = read(junk, first, frames(13), frames(13, 192));
      expect(audio.offset).toBe(junk.length);
      expect(properties.duration).toBeCloseTo((27 * 1152) / 44_100, 6);
    }
  });

  it('is measured by its size where its Xing header does not say how many frames there are', () => {
    const first = frames(1);
    first.write('Xing', 36, 'latin1');
    expect(read(first, AUDIO).properties.duration).toBe((11 * 417 * 8) / 128_000);
  });

  it("leaves out the samples that LAME's header says are not music", () => {
    const first = frames(1);
    first.write('Info', 36, 'latin1');
    first.writeUInt32BE(1, 40);
    first.writeUInt32BE(40, 44);
    first.write('LAME3.100', 48, 'latin1');
    first.writeUIntBE((576 << 12) | 1000, 48 + 21, 3);
    expect(read(first, AUDIO).properties.duration).toBeCloseTo((40 * 1152 - 1576) / 44_100, 6);
  });

  it('is left to others where it is AAC behind an ID3 tag', () => {
    const aac = Buffer.concat(
      Array.from({ length: 20 }, () => Buffer.concat([Buffer.from([0xff, 0xf1, 0x50, 0x80]), frames(1)])),
    );
    expect(readLayout(strictSource(Buffer.concat([HEAD, aac])), 'aac')).toBeNull();
  });

  it('is left to others where no two frames follow one another', () => {
    expect(readLayout(strictSource(Buffer.concat([HEAD, Buffer.alloc(5000, 0xff)])))).toBeNull();
  });
});
