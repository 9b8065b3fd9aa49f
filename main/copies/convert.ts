/** Converts a copy to another format with ffmpeg, which keeps the tags and the cover. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { CopyFormat } from '../../app/model/copies.ts';

const run = promisify(execFile);

/** A format that copies can have. */
interface Target {
  readonly extension: string;
  /** What ffmpeg is told. */
  readonly options: readonly string[];
}

const COVER = ['-map', '0:v?', '-c:v', 'copy'];

/** Formats by name. The qualities are those that listening tests call transparent for most music. */
export const TARGETS: Readonly<Record<CopyFormat, Target>> = {
  mp3: { extension: 'mp3', options: [...COVER, '-c:a', 'libmp3lame', '-q:a', '2', '-id3v2_version', '3'] },
  aac: { extension: 'm4a', options: [...COVER, '-c:a', 'aac', '-b:a', '192k', '-movflags', '+faststart'] },
  // Ogg has no place for ffmpeg to put a cover.
  opus: { extension: 'opus', options: ['-c:a', 'libopus', '-b:a', '128k'] },
  vorbis: { extension: 'ogg', options: ['-c:a', 'libvorbis', '-q:a', '6'] },
  flac: { extension: 'flac', options: [...COVER, '-c:a', 'flac'] },
};

/** Extensions of files whose audio is lossless, or may be; a lossy file is copied as it is. */
const LOSSLESS = new Set(['flac', 'wav', 'aiff', 'aif', 'aifc', 'ape', 'wv', 'dsf', 'oga']);

/** Whether a file with this name is converted: lossless ones, and none that has the format already. */
export function isConverted(path: string, target: Target): boolean {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return LOSSLESS.has(extension) && extension !== target.extension;
}

/** The path of the converted file. */
export function convertedPath(path: string, { extension }: Target): string {
  return `${path.slice(0, path.lastIndexOf('.'))}.${extension}`;
}

/** @throws Error with ffmpeg's words */
export async function convert(from: string, to: string, target: Target, signal: AbortSignal): Promise<void> {
  const format = { m4a: 'ipod', ogg: 'ogg', opus: 'opus', mp3: 'mp3', flac: 'flac' }[target.extension]!;
  try {
    await run(
      'ffmpeg',
      [
        '-nostdin',
        '-v',
        'error',
        '-y',
        '-i',
        from,
        '-map',
        '0:a:0',
        '-map_metadata',
        '0',
        ...target.options,
        '-f',
        format,
        to,
      ],
      { signal },
    );
  } catch (error) {
    if (signal.aborted) throw error;
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'ENOENT') throw new FfmpegMissingError();
    throw new Error(`ffmpeg could not convert it: ${(stderr || message).trim().split('\n').at(-1)}`, {
      cause: error,
    });
  }
}

/** Converting needs a program that is not there. */
export class FfmpegMissingError extends Error {
  readonly code = 'NO_FFMPEG';
  constructor() {
    super('ffmpeg, which converts the copies, is not installed; install the package ffmpeg, or copy without --convert');
    this.name = 'FfmpegMissingError';
  }
}
