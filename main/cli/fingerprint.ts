/**
 * `descant fingerprint`: prints what fpcalc prints, byte for byte, so that programs that call fpcalc can call this.
 *
 * It decodes in its own process: the command owns nothing that a damaged file could harm.
 */
import { readFileSync } from 'node:fs';

import { compress } from '../../app/audio/chromaprint/compression.ts';
import { DecodeError } from '../../app/audio/decoder.ts';
import { fingerprintFile } from '../../app/audio/fingerprint-file.ts';
import { type FingerprintOptions, parseFingerprintOptions } from './fingerprint-options.ts';
import { showingSteps, showProgress } from './long-work.ts';
import { formatDuration } from './output.ts';

export interface FingerprintOutput {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Of a file or of the command line; fpcalc's. */
const EXIT_ERROR = 2;

const USAGE = `Usage: descant fingerprint [OPTIONS] FILE [FILE...]

Prints the acoustic fingerprints of audio files, as fpcalc does.

Options:
  -length SECS   Use this much of the beginning (default 120; 0 for all of it)
  -raw           Print the items as numbers, not compressed
  -signed        Print these numbers as signed ones
  -json          Print JSON
  -text          Print lines of NAME=VALUE (default)
  -plain         Print the fingerprint alone
  -version       Print the version
`;

/** Runs the command; resolves to its exit code. A file that cannot be read ends it, as it ends fpcalc. */
export async function runFingerprint(argv: readonly string[], io: FingerprintOutput): Promise<number> {
  const parsed = parseFingerprintOptions(argv);
  if (parsed.kind === 'help') {
    io.stdout.write(USAGE);
    return 0;
  }
  if (parsed.kind === 'version') {
    io.stdout.write(`descant fingerprint ${packageVersion()} (prints what fpcalc 1.5.1 prints)\n`);
    return 0;
  }
  if (parsed.kind === 'error') {
    io.stderr.write(`ERROR: ${parsed.message}\n`);
    return EXIT_ERROR;
  }
  const { options } = parsed;
  for (const warning of options.warnings) io.stderr.write(`WARNING: ${warning}\n`);
  const { ffmpegDecoder } = await import('../../app/audio/ffmpeg-decoder.ts');
  const showStep = showingSteps();
  for (const file of options.files) {
    try {
      const { items, duration } = fingerprintFile(ffmpegDecoder, argumentBytes(file), options.length, (seconds) =>
        showStep(() => `${file}: ${formatDuration(seconds)}`),
      );
      showProgress('');
      if (items.length === 0) throw new EmptyFingerprint();
      io.stdout.write(render(items, duration, options));
    } catch (error) {
      showProgress('');
      io.stderr.write(
        `ERROR: ${error instanceof DecodeError || error instanceof EmptyFingerprint ? error.message : String(error)}\n`,
      );
      return EXIT_ERROR;
    }
  }
  return 0;
}

class EmptyFingerprint extends Error {
  constructor() {
    super('Empty fingerprint');
  }
}

function render(items: Uint32Array, duration: number, { format, raw, signed }: FingerprintOptions): string {
  const fingerprint = raw ? (signed ? Int32Array.from(items) : items).join(',') : compress(items);
  switch (format) {
    case 'plain':
      return `${fingerprint}\n`;
    case 'json':
      return `{"duration": ${twoDecimals(duration)}, "fingerprint": ${raw ? `[${fingerprint}]` : `"${fingerprint}"`}}\n`;
    case 'text':
      return `DURATION=${Math.trunc(duration)}\nFINGERPRINT=${fingerprint}\n`;
  }
}

/** As C prints `%.2f` of whole milliseconds: an exact half goes to the even digit, where JavaScript rounds up. */
function twoDecimals(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const isExactHalf = milliseconds % 250 === 125;
  const hundredths = Math.floor(milliseconds / 10);
  return isExactHalf ? ((hundredths + (hundredths % 2)) / 100).toFixed(2) : seconds.toFixed(2);
}

/**
 * The bytes of an argument. Node hands out arguments as text, in which bytes that are not UTF-8 are lost; Linux still
 * has them.
 */
function argumentBytes(argument: string): Uint8Array {
  if (argument.includes('\uFFFD') && process.platform === 'linux') {
    const line = readFileSync('/proc/self/cmdline');
    for (let start = 0, end = line.indexOf(0); end >= 0; start = end + 1, end = line.indexOf(0, start)) {
      const bytes = line.subarray(start, end);
      if (bytes.toString('utf8') === argument) return bytes;
    }
  }
  return Buffer.from(argument);
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
