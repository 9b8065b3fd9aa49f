/** Computes the fingerprint of a file, without features and embedding. */
import { Fingerprinter, SAMPLE_RATE } from './chromaprint/fingerprinter.ts';
import type { Decoder } from './decoder.ts';

export interface FileFingerprint {
  /** Empty when the audio is shorter than three seconds. */
  readonly items: Uint32Array;
  /** Seconds of the whole file. */
  readonly duration: number;
}

/**
 * `seconds`: how much of the beginning is used; 0 for the whole file. `onProgress` is told the seconds that were used so far.
 * Throws `DecodeError`. Runs the decoder in this process.
 */
export function fingerprintFile(
  decoder: Decoder,
  path: Uint8Array,
  seconds: number,
  onProgress: (seconds: number) => void = () => {},
): FileFingerprint {
  const fingerprinter = new Fingerprinter();
  const audio = decoder.open(path);
  let samples = 0;
  try {
    audio.decode([
      {
        rate: SAMPLE_RATE,
        channels: 1,
        resampler: 'chromaprint',
        format: 's16',
        ...(seconds > 0 ? { maxSamples: Math.floor(seconds * SAMPLE_RATE) } : {}),
        sink: (chunk) => {
          fingerprinter.feed(chunk);
          samples += chunk.length;
          onProgress(samples / SAMPLE_RATE);
        },
      },
    ]);
  } finally {
    audio.close();
  }
  return { items: fingerprinter.items(), duration: audio.info.duration };
}
