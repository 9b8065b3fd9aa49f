/**
 * The child of `wav-stream.ts`: `wav-program.ts PATH FROM`, PATH as hexadecimal digits. Writes the size of a WAV file
 * (`writtenSize`) and its bytes from byte FROM on to standard output; it ends when the reader closes the pipe.
 */
import { writeSync } from 'node:fs';

import type { AudioInfo } from './decoder.ts';
import { ffmpegDecoder } from './ffmpeg-decoder.ts';
import { blockBytes, WAV_HEADER_BYTES, type WavFormat, wavHeader, writtenSize } from './wav-header.ts';

const STDOUT = 1;
const SILENCE = new Uint8Array(1 << 16);

const [hex = '', from = '0'] = process.argv.slice(2);
const audio = ffmpegDecoder.open(Buffer.from(hex, 'hex'));
const wav = wavFormat(audio.info);
write(writtenSize(wav.samples === null ? null : WAV_HEADER_BYTES + wav.samples * blockBytes(wav)));
writeFile(Number(from));
process.exit();

/** Stereo at most; what was recorded with more than 16 bits keeps them as floats. */
function wavFormat({ sampleRate, channels, bitsPerSample, samples }: AudioInfo): WavFormat {
  return {
    rate: sampleRate,
    channels: Math.min(2, channels),
    format: bitsPerSample > 16 ? 'f32' : 's16',
    samples: samples > 0 ? samples : null,
  };
}

function writeFile(from: number): void {
  write(wavHeader(wav).subarray(from));
  const block = blockBytes(wav);
  const offset = Math.max(0, from - WAV_HEADER_BYTES);
  const first = Math.floor(offset / block);
  let cut = offset % block;
  let left = wav.samples === null ? Infinity : wav.samples * block - first * block;
  const emit = (samples: Int16Array | Float32Array): void => {
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, Math.min(samples.byteLength, left));
    left -= bytes.length;
    write(bytes.subarray(cut));
    cut = Math.max(0, cut - bytes.length);
  };
  if (left <= 0) return;
  if (first > 0) audio.seek(first / wav.rate);
  const { rate, channels, format, samples } = wav;
  const common = {
    rate,
    channels,
    resampler: 'standard',
    ...(samples === null ? {} : { maxSamples: samples - first }),
  } as const;
  audio.decode([format === 's16' ? { ...common, format, sink: emit } : { ...common, format, sink: emit }]);
  // A file that is shorter than it says is padded with silence, because its size has been sent already.
  while (Number.isFinite(left) && left > 0) {
    const silence = SILENCE.subarray(0, left);
    left -= silence.length;
    write(silence.subarray(cut));
    cut = 0;
  }
}

function write(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(STDOUT, bytes, at);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit();
      throw error;
    }
  }
}
