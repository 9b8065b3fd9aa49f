import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DecodeError, type Span } from './decoder.ts';
import { ffmpegDecoder } from './ffmpeg-decoder.ts';
import { chordMusic, seededRandom, toInt16, wavFile } from './test-signals.ts';

const RATE = 44_100;
const SECONDS = 12;
let folder: string;
let wav: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-decoder-'));
  const music = (seed: number) => toInt16(chordMusic(SECONDS, RATE, { bpm: 100, chords: [[57, 60, 64]], seed }));
  wav = join(folder, 'music.wav');
  writeFileSync(wav, wavFile(RATE, music(1), music(2)));
});
afterAll(() => rmSync(folder, { recursive: true }));

function encode(name: string, ...options: string[]): string {
  const path = join(folder, name);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', wav, ...options, path]);
  return path;
}

function decode(
  path: string | Uint8Array,
  wanted: { rate?: number; channels?: number; span?: Span; maxSamples?: number; seek?: number } = {},
) {
  const { rate = RATE, channels = 1, seek, ...rest } = wanted;
  const audio = ffmpegDecoder.open(Buffer.from(path));
  try {
    if (seek !== undefined) audio.seek(seek);
    const chunks: Int16Array[] = [];
    audio.decode([
      {
        rate,
        channels,
        resampler: 'standard',
        format: 's16',
        sink: (samples) => chunks.push(samples.slice()),
        ...rest,
      },
    ]);
    return { info: audio.info, samples: Int16Array.from(chunks.flatMap((chunk) => [...chunk])) };
  } finally {
    audio.close();
  }
}

function rms(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

describe('ffmpegDecoder', () => {
  it.each([
    ['flac', 'flac', []],
    ['mp3', 'mp3float', ['-b:a', '192k']],
    ['ogg', 'vorbis', ['-c:a', 'libvorbis']],
    ['opus', 'opus', []],
    ['m4a', 'aac', ['-c:a', 'aac']],
    ['m4a', 'alac', ['-c:a', 'alac']],
    ['aiff', 'pcm_s16be', []],
    ['wv', 'wavpack', []],
  ])('decodes .%s with %s to the length and loudness of the original', (extension, codec, options) => {
    const original = decode(wav);
    const { info, samples } = decode(encode(`music.${extension}`, ...options));
    expect(info).toMatchObject({ codec, channels: 2 });
    expect(info.duration).toBeCloseTo(SECONDS, 0);
    expect(Math.abs(samples.length - SECONDS * RATE)).toBeLessThan(RATE / 10);
    expect(rms(samples) / rms(original.samples)).toBeCloseTo(1, 1);
  });

  it.each([
    ['mp3', []],
    ['aac', ['-c:a', 'aac']],
    ['ac3', []],
  ])(
    'ends .%s where a file that was allocated and not written has nothing, and not in padding',
    (extension, options) => {
      const path = encode(`begun.${extension}`, ...options);
      const more = readFileSync(path).subarray(0, 50_000);
      const whole = decode(path).samples.length;
      truncateSync(path, statSync(path).size + 3_000_000);
      appendFileSync(path, more);
      const padded = decode(path).samples.length;
      expect(padded - whole).toBeGreaterThan(RATE);
      truncateSync(path, 30 * 2 ** 20);
      appendFileSync(path, more);
      const odd = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff]), Buffer.from(`,,:.${extension}`)]);
      copyFileSync(path, odd);
      // The frame that the 50 000 bytes end in may be left out.
      for (const file of [path, odd]) expect(Math.abs(decode(file).samples.length - padded)).toBeLessThan(2048);
    },
  );

  it('hands out lossless samples as they are', () => {
    const { samples, info } = decode(encode('exact.flac'), { channels: 2 });
    const pcm = readFileSync(wav).subarray(44);
    expect(info.bitsPerSample).toBe(16);
    expect(Buffer.from(samples.buffer).equals(pcm)).toBe(true);
  });

  it('serves several requests from one pass, each with its own rate, format and end', () => {
    const audio = ffmpegDecoder.open(Buffer.from(wav));
    let narrow = 0;
    let wide = 0;
    audio.decode([
      {
        rate: 11_025,
        channels: 1,
        resampler: 'chromaprint',
        format: 's16',
        maxSamples: 50_001,
        sink: (samples) => (narrow += samples.length),
      },
      {
        rate: 22_050,
        channels: 1,
        resampler: 'standard',
        format: 'f32',
        span: { start: 3, end: 8 },
        sink: (samples) => {
          wide += samples.length;
          expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
        },
      },
    ]);
    audio.close();
    expect(narrow).toBe(50_001);
    expect(Math.abs(wide - 5 * 22_050)).toBeLessThan(22_050 / 5);
  });

  it.each([
    ['flac', [], 1, 2 ** 15],
    ['flac', ['-sample_fmt', 's32'], 1, 2 ** 31],
    ['mp3', ['-b:a', '192k'], 2, 1],
    ['m4a', ['-c:a', 'alac'], 2, 2 ** 15],
  ])(
    'shows a tap the frames of .%s %s that it wants, as they were decoded',
    (extension, options, planes, fullScale) => {
      const path = encode(`tap-${fullScale}.${extension}`, ...options);
      const audio = ffmpegDecoder.open(Buffer.from(path));
      const frames: { start: number; first: number }[] = [];
      let wanted = 0;
      audio.decode(
        [{ rate: 11_025, channels: 1, resampler: 'chromaprint', format: 's16', maxSamples: 60_000, sink: () => {} }],
        {
          wants: (start, samples) => {
            expect(start).toBe(wanted);
            wanted += samples;
            return start > RATE;
          },
          take: (frame) => {
            expect(frame).toMatchObject({ channels: 2, rate: RATE, fullScale });
            expect(frame.planes).toHaveLength(planes);
            for (const plane of frame.planes) expect(plane.length * planes).toBe(2 * frame.samples);
            frames.push({ start: frame.start, first: frame.planes[0]![0]! / fullScale });
          },
        },
      );
      audio.close();
      const whole = decode(path, { channels: 2 }).samples;
      expect(wanted / RATE).toBeGreaterThan(5);
      expect(frames[0]!.start).toBeGreaterThan(RATE);
      for (const { start, first } of frames) expect(Math.abs(first - whole[2 * start]! / 32_768)).toBeLessThan(0.001);
    },
  );

  it.each(['flac', 'wav', 'm4a'])('begins at the exact sample after a seek in .%s', (extension) => {
    const path =
      extension === 'wav' ? wav : encode(`seek.${extension}`, '-c:a', extension === 'm4a' ? 'alac' : extension);
    const whole = decode(path, { channels: 2 }).samples;
    const first = 234_567;
    const { samples } = decode(path, { channels: 2, seek: first / RATE });
    expect(samples.length).toBe(whole.length - 2 * first);
    expect(Buffer.from(samples.buffer).equals(Buffer.from(whole.buffer, 4 * first))).toBe(true);
  });

  it('reads files whose paths are not UTF-8, or look like something else to FFmpeg', () => {
    const content = readFileSync(wav);
    for (const name of [
      Buffer.from('caf\xe9 \xff.wav', 'latin1'),
      Buffer.from('http:x|y%d.wav'),
      Buffer.from('été ♫.wav'),
    ]) {
      const path = Buffer.concat([Buffer.from(`${folder}/`), name]);
      const file = openSync(path, 'w');
      writeSync(file, content);
      closeSync(file);
      expect(decode(path).samples.length, name.toString('latin1')).toBe(SECONDS * RATE);
    }
  });

  it('keeps no file open', () => {
    const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from('open\xff.wav', 'latin1')]);
    const file = openSync(path, 'w');
    writeSync(file, readFileSync(wav));
    closeSync(file);
    const before = openSync('/dev/null', 'r');
    closeSync(before);
    for (let i = 0; i < 5; i += 1) decode(path);
    expect(() => ffmpegDecoder.open(Buffer.from(`${folder}/`))).toThrow(DecodeError);
    const after = openSync('/dev/null', 'r');
    closeSync(after);
    expect(after).toBe(before);
  });

  it('goes on when the rate and the channels change on the way', () => {
    // Without its Xing frame, which says how long it is, an MP3 stream may be continued by any other.
    const mono = encode('mono.mp3', '-ac', '1', '-ar', '22050', '-write_xing', '0', '-id3v2_version', '0');
    const stereo = encode('stereo.mp3', '-write_xing', '0', '-id3v2_version', '0');
    const chain = join(folder, 'chain.mp3');
    writeFileSync(chain, Buffer.concat([readFileSync(mono), readFileSync(stereo)]));
    const { samples } = decode(chain);
    expect(Math.abs(samples.length - 2 * SECONDS * RATE)).toBeLessThan(RATE / 5);
    expect(rms(samples.subarray(RATE, 11 * RATE)) / rms(samples.subarray(13 * RATE, 23 * RATE))).toBeCloseTo(1, 1);
  });

  it('says what is wrong with a file that cannot be read', () => {
    const broken = join(folder, 'broken.mp3');
    writeFileSync(broken, 'this is no music');
    expect(() => decode(broken)).toThrow(
      expect.objectContaining({ code: 'OPEN_FAILED', reason: 'Invalid data found when processing input' }),
    );
    expect(() => decode(join(folder, 'none.mp3'))).toThrow(
      expect.objectContaining({ code: 'OPEN_FAILED', reason: 'No such file or directory' }),
    );
    expect(() => decode(Buffer.from([0x2f, 0xff]))).toThrow(
      expect.objectContaining({ code: 'OPEN_FAILED', reason: 'No such file or directory' }),
    );
  });

  it('follows no playlist to another file', () => {
    const playlist = join(folder, 'playlist.mp3');
    writeFileSync(
      playlist,
      `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:12\n#EXTINF:12,\nmusic.wav\n#EXT-X-ENDLIST\n`,
    );
    expect(() => decode(playlist)).toThrow(DecodeError);
    const concat = join(folder, 'concat.wav');
    writeFileSync(concat, `ffconcat version 1.0\nfile music.wav\n`);
    expect(() => decode(concat)).toThrow(DecodeError);
  });

  it('survives damage: it decodes what is left or says why not', () => {
    const files = [
      encode('d.flac'),
      encode('d.mp3'),
      encode('d.ogg', '-c:a', 'libvorbis'),
      encode('d.m4a', '-c:a', 'aac'),
      encode('d.opus'),
    ];
    const damaged = join(folder, 'damaged');
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = seededRandom(seed);
      const bytes = Buffer.from(readFileSync(files[seed % files.length]!));
      for (let hits = 1 + random() * 20; hits > 0; hits -= 1) {
        bytes[Math.floor(random() ** 2 * bytes.length)] = random() * 256;
      }
      writeFileSync(damaged, bytes.subarray(0, bytes.length * (0.2 + random())));
      try {
        expect(decode(damaged, { maxSamples: 20 * RATE }).samples.length).toBeLessThanOrEqual(20 * RATE);
      } catch (error) {
        expect(error, `seed ${seed}`).toBeInstanceOf(DecodeError);
      }
    }
  });
});
