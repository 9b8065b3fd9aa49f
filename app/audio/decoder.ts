/**
 * The interface of audio decoders: open a file, describe its audio, and deliver its samples in the requested forms in
 * one pass over the file.
 *
 * The work is synchronous and runs native code on untrusted bytes: call it in a child process (or in a command that is
 * one), never in the service.
 */

export interface AudioInfo {
  /** Seconds of audio in the whole file as its container says, or estimated from its size; 0 when unknown. */
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
   * `chromaprint`: the settings of fpcalc, so that fingerprints agree with those of other programs; `standard`: the
   * decoder's own.
   */
  readonly resampler: 'chromaprint' | 'standard';
  /**
   * The part to decode. Ends are exact to about a frame of the codec, but `maxSamples` is exact.
   * From the beginning to the end of the file where it is left out.
   */
  readonly span?: Span;
  /** No more samples per channel than this. */
  readonly maxSamples?: number;
}

/** The decoder calls `sink` with samples while it decodes. The arrays are valid during the call only. */
export type SampleRequest = SampleRequestBase &
  (
    | { readonly format: 's16'; readonly sink: (samples: Int16Array) => void }
    | { readonly format: 'f32'; readonly sink: (samples: Float32Array) => void }
  );

export type RawSamples = Uint8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** Decoded samples in the decoder's own form, without any conversion. Valid during the call only. */
export interface RawFrame {
  /** The number of its first sample, counted from where decoding began. */
  readonly start: number;
  /** Samples per channel. */
  readonly samples: number;
  readonly channels: number;
  /** Hz. */
  readonly rate: number;
  /** One array of interleaved samples, or one array for each channel. */
  readonly planes: readonly RawSamples[];
  /** The sample that is full scale: 1 for floats. */
  readonly fullScale: number;
}

/** Looks at frames as they are decoded. */
export interface FrameTap {
  /** Whether the frame of `samples` samples from number `start` on is to be taken. Reading a frame has its price. */
  wants(start: number, samples: number): boolean;
  take(frame: RawFrame): void;
}

/** The result of decoding a whole file. */
export interface SoundCheck {
  /** Seconds that were decoded. */
  readonly duration: number;
  /** Parts of the file that could not be read or decoded. */
  readonly faults: number;
  /** The decoder's message for the first of them; empty without faults. */
  readonly firstFault: string;
  /**
   * Whether the audio matches the checksum in the file, and the duration it was made for; null where the file has none
   * (all but FLAC).
   */
  readonly checksum: { readonly agrees: boolean; readonly duration: number } | null;
}

/** A file that is open for reading. The caller of `open` must close it. */
export interface OpenAudio {
  readonly info: AudioInfo;
  /**
   * Decodes until every request is complete. Damaged parts are left out.
   * Throws `DecodeError` (`NO_SOUND`, `RESAMPLING_FAILED`) when nothing could be decoded. Call it once.
   * @param tap is shown the frames besides, until the requests are complete
   */
  decode(requests: readonly SampleRequest[], tap?: FrameTap): void;
  /** Decodes the whole file to check it. Call it once, instead of `decode`. */
  check(): SoundCheck;
  /**
   * SHA-256 of the encoded audio, packet by packet: of the sound alone, without tags and without what the container
   * says of it. Call it once, instead of `decode`.
   */
  hash(): Uint8Array;
  /** Makes `decode` begin at this time (seconds). Call it before `decode`. Throws `DecodeError` (`NOT_SEEKABLE`). */
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
  /** The decoder's own message, for example `Invalid data found when processing input`. */
  readonly reason: string;
  constructor(code: DecodeError['code'], message: string, reason: string) {
    super(reason === '' ? message : `${message} (${reason})`);
    this.name = 'DecodeError';
    this.code = code;
    this.reason = reason;
  }
}
