/**
 * What the application asks of whatever decodes audio: open a file, say what is in it, hand out its samples in the
 * forms that were asked for, from one pass over the file.
 *
 * The work is synchronous and runs native code on bytes that nobody vouches for: call it in a child process (or in a
 * command that is one), never in the service.
 */

export { decodeToWav, wavSize } from './wav-stream.ts';

export interface AudioInfo {
  /** Seconds of sound in the whole file as its container says, or estimated from its size; 0 when nothing is known. */
  readonly duration: number;
  /** The same in samples per channel: exact where the container counts samples. */
  readonly samples: number;
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Bits of one sample as it was recorded; 0 for lossy codecs. */
  readonly bitsPerSample: number;
  /** Short name of the codec: `flac`, `mp3float`, `vorbis` … */
  readonly codec: string;
}

/** Seconds [start, end) from the beginning of the sound. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface SampleRequestBase {
  /** Hz. */
  readonly rate: number;
  /** The sound is mixed to this many channels; samples of several channels are interleaved. */
  readonly channels: number;
  /**
   * `chromaprint`: the settings of fpcalc, so that fingerprints agree with everybody's; `standard`: the decoder's own.
   */
  readonly resampler: 'chromaprint' | 'standard';
  /**
   * The part that is wanted. Ends are exact to about a frame of the codec, but `maxSamples` is exact.
   * From the beginning to the end of the file where it is left out.
   */
  readonly span?: Span;
  /** No more samples per channel than this. */
  readonly maxSamples?: number;
}

/** Samples that the decoder hands to `sink` while it decodes. The arrays are only valid during the call. */
export type SampleRequest = SampleRequestBase &
  (
    | { readonly format: 's16'; readonly sink: (samples: Int16Array) => void }
    | { readonly format: 'f32'; readonly sink: (samples: Float32Array) => void }
  );

/** How decoding a whole file went. */
export interface SoundCheck {
  /** Seconds that were decoded. */
  readonly duration: number;
  /** Parts of the file that could not be read or decoded. */
  readonly faults: number;
  /** The decoder's words for the first of them; empty without faults. */
  readonly firstFault: string;
  /**
   * Whether the sound is the one whose checksum the file carries, and how long that was; null where it carries none
   * (all but FLAC).
   */
  readonly checksum: { readonly agrees: boolean; readonly duration: number } | null;
}

/** A file that was opened for reading. Whoever opens it closes it. */
export interface OpenAudio {
  readonly info: AudioInfo;
  /**
   * Decodes once, until every request has what it wants. Damaged parts are left out.
   * Throws `DecodeError` (`NO_SOUND`, `RESAMPLING_FAILED`) when nothing could be decoded. Call it once.
   */
  decode(requests: readonly SampleRequest[]): void;
  /** Decodes everything and says how that went. Call it once, instead of `decode`. */
  check(): SoundCheck;
  /** Seconds: `decode` will begin at the sample of that time. Before `decode`. Throws `DecodeError` (`NOT_SEEKABLE`). */
  seek(seconds: number): void;
  close(): void;
}

export interface Decoder {
  /** `path` as bytes: not every path is UTF-8. Opened for reading only. Throws `DecodeError`. */
  open(path: Uint8Array): OpenAudio;
}

export class DecodeError extends Error {
  readonly code:
    | 'OPEN_FAILED'
    | 'NO_AUDIO_STREAM'
    | 'UNSUPPORTED_CODEC'
    | 'RESAMPLING_FAILED'
    | 'NO_SOUND'
    | 'NOT_SEEKABLE';
  /** The decoder's own words, for example `Invalid data found when processing input`. */
  readonly reason: string;
  constructor(code: DecodeError['code'], message: string, reason: string) {
    super(reason === '' ? message : `${message} (${reason})`);
    this.name = 'DecodeError';
    this.code = code;
    this.reason = reason;
  }
}
