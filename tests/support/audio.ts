/** Small audio files for tests, made by ffmpeg: a few seconds of chords, so that analysis finds something. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const CODECS: Readonly<Record<string, readonly string[]>> = {
  flac: ['-c:a', 'flac'],
  mp3: ['-c:a', 'libmp3lame', '-q:a', '7', '-id3v2_version', '3'],
  ogg: ['-c:a', 'libvorbis', '-q:a', '2'],
  opus: ['-c:a', 'libopus', '-b:a', '48k'],
  m4a: ['-c:a', 'aac', '-b:a', '64k'],
  wav: ['-c:a', 'pcm_s16le'],
  aiff: ['-c:a', 'pcm_s16be', '-write_id3v2', '1'],
};

export interface AudioRequest {
  readonly tags?: Readonly<Record<string, string>>;
  /** 3 by default. */
  readonly seconds?: number;
  /** Root of the chord in Hz: files of different roots sound different. */
  readonly pitch?: number;
  /** Embeds a small picture. */
  readonly art?: boolean;
  /** ALAC instead of AAC in an .m4a. */
  readonly alac?: boolean;
}

/** Writes an audio file whose format is told by the extension of `path`. */
export function makeAudio(
  path: string,
  { tags = {}, seconds = 3, pitch = 220, art = false, alac = false }: AudioRequest = {},
): string {
  mkdirSync(dirname(path), { recursive: true });
  const chord = [1, 1.26, 1.5]
    .map((ratio) => `sin(${(2 * Math.PI * pitch * ratio).toFixed(3)}*t)*(0.6+0.4*sin(12.5*t))`)
    .join('+');
  const codec = alac ? ['-c:a', 'alac'] : CODECS[path.slice(path.lastIndexOf('.') + 1)];
  if (!codec) throw new Error(`no codec is known for ${path}`);
  const cover = art
    ? [
        '-f',
        'jpeg_pipe',
        '-i',
        'pipe:0',
        '-map',
        '0:a',
        '-map',
        '1:v',
        '-c:v',
        'copy',
        '-disposition:v',
        'attached_pic',
      ]
    : ['-map', '0:a'];
  const samples = `aevalsrc=exprs='0.2*(${chord})':s=22050:d=${seconds}`;
  const metadata = Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', samples, ...cover, ...codec, ...metadata, path], {
    input: art ? testPicture() : '',
  });
  return path;
}

let picture: Buffer | undefined;

/**
 * A small JPEG. It is made before the audio file: an ffmpeg that makes both at once ends with the last frame of the
 * picture from version 7 on, and leaves the audio out.
 */
function testPicture(): Buffer {
  const arguments_ = ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=64x64', '-frames:v', '1'];
  return (picture ??= execFileSync('ffmpeg', [...arguments_, '-f', 'mjpeg', 'pipe:1']));
}
