/** The whole analysis of one file, in one pass over it. Runs in a child process: see `pool.ts`. */
import { statSync } from 'node:fs';
import { embed } from '../similarity/embedding.ts';
import { AnalysisError, type AudioAnalysis } from './analysis.ts';
import { Fingerprinter, frameCount, SAMPLE_RATE } from '../audio/chromaprint/fingerprinter.ts';
import { DecodeError, type Decoder, type OpenAudio, type SampleRequest, type Span } from '../audio/decoder.ts';
import { FEATURE_RATE, FRAME_SIZE } from '../audio/features/frame-analysis.ts';
import { PitchHistogram } from '../audio/features/pitch-histogram.ts';
import { audioFeatures, measureSound, type SoundMeasures } from '../audio/features/sound-measures.ts';
import { EndMeter } from '../audio/quality/end-meter.ts';
import { type MeasuredQuality, QualityMeter } from '../audio/quality/quality-meter.ts';

/** Seconds that are fingerprinted: all of a file, but for a recording of a day by which one file would fill the index. */
const MOST_SECONDS = 4 * 3600;
/** Seconds from the beginning on which features are measured. */
const FEATURE_SECONDS = 120;
/** The features are measured on this many stretches of this many seconds, spread over that part. */
const STRETCHES = 3;
const STRETCH_SECONDS = 20;

/** Damaged files hold samples that are no numbers, or absurd ones; they count as silence. Full scale is 1. */
const LOUDEST = 1000;

/** Measurements of a file, from which features and the embedding are computed. */
export interface FileMeasures {
  readonly fingerprint: Uint32Array;
  /** Seconds. */
  readonly duration: number;
  readonly sound: SoundMeasures;
  readonly quality: MeasuredQuality;
}

/** Throws `AnalysisError` (`DECODE_FAILED`, `TOO_SHORT`). */
export function analyseFile(decoder: Decoder, path: Uint8Array): AudioAnalysis {
  const { fingerprint, duration, sound, quality } = measureFile(decoder, path);
  return { fingerprint, duration, features: audioFeatures(sound), embedding: embed(sound), quality };
}

/** The quality alone, of a file whose other results hold. Throws `AnalysisError` (`DECODE_FAILED`). */
export function measureQuality(decoder: Decoder, path: Uint8Array): MeasuredQuality {
  return withAudio(decoder, path, (audio) => {
    const quality = new QualityPass(audio, audio.info.duration);
    audio.decode([quality.request(() => {})], quality.meter);
    return quality.result();
  });
}

/** Throws `AnalysisError` (`DECODE_FAILED`, `TOO_SHORT`). */
export function measureFile(decoder: Decoder, path: Uint8Array): FileMeasures {
  const decoded = decode(decoder, path);
  if (decoded.stretches.length > 0) return measure(decoded);
  // The container states a far greater length than the file has: a second pass with the true length.
  return measure(decode(decoder, path, decoded.duration));
}

interface Decoded {
  readonly fingerprint: Uint32Array;
  readonly pitch: PitchHistogram;
  readonly stretches: readonly Float32Array[];
  /** Seconds of the whole file. */
  readonly duration: number;
  readonly quality: MeasuredQuality;
}

function measure({ fingerprint, pitch, stretches, duration, quality }: Decoded): FileMeasures {
  return { fingerprint, duration, sound: measureSound(stretches, pitch), quality };
}

/** Decodes the parts that are needed. `duration`: the true length in seconds, where the container's is wrong. */
function decode(decoder: Decoder, path: Uint8Array, duration?: number): Decoded {
  return withAudio(decoder, path, (audio) => decodeAudio(audio, duration ?? audio.info.duration));
}

function withAudio<Result>(decoder: Decoder, path: Uint8Array, work: (audio: OpenAudio) => Result): Result {
  if (isNoFile(path)) throw new AnalysisError('DECODE_FAILED', 'It is not a file.');
  try {
    const audio = decoder.open(path);
    try {
      return work(audio);
    } finally {
      audio.close();
    }
  } catch (error) {
    if (error instanceof DecodeError) throw new AnalysisError('DECODE_FAILED', `${error.message}.`);
    throw error;
  }
}

/** Opening a pipe would wait for ever for a program that writes into it, and the process would be lost for other files. */
function isNoFile(path: Uint8Array): boolean {
  try {
    return !statSync(Buffer.from(path)).isFile();
  } catch {
    // The decoder says what is wrong.
    return false;
  }
}

function decodeAudio(audio: OpenAudio, expected: number): Decoded {
  const pitch = new PitchHistogram();
  let framesLeft = frameCount(FEATURE_SECONDS * SAMPLE_RATE);
  const fingerprinter = new Fingerprinter((power) => {
    if (framesLeft-- > 0) pitch.add(power);
  });
  const quality = new QualityPass(audio, expected);
  const collectors = stretchesOf(expected).map((span) => new SampleCollector(span));
  audio.decode(
    [quality.request((chunk) => fingerprinter.feed(chunk)), ...collectors.map(({ request }) => request)],
    quality.meter,
  );

  const fingerprint = fingerprinter.items();
  if (fingerprint.length === 0) {
    throw new AnalysisError('TOO_SHORT', 'The sound is shorter than three seconds: too short to be recognised.');
  }
  const stretches = collectors.map((collector) => collector.samples()).filter(({ length }) => length >= FRAME_SIZE);
  return {
    fingerprint,
    pitch,
    stretches,
    duration: trueDuration(audio.info.duration, quality.seconds, quality.seconds >= MOST_SECONDS),
    quality: quality.result(),
  };
}

/** Measures the quality from the samples that are fingerprinted, and from some of the frames before any conversion. */
class QualityPass {
  readonly meter: QualityMeter;
  readonly #stated: number;
  readonly #end = new EndMeter(SAMPLE_RATE);

  /** @param expected seconds of the whole sound; 0 where nobody knows */
  constructor({ info }: OpenAudio, expected: number) {
    this.#stated = info.duration;
    this.meter = new QualityMeter(info, expected > 0 ? Math.min(expected, MOST_SECONDS) : FEATURE_SECONDS);
  }

  /** Seconds that were decoded. */
  get seconds(): number {
    return this.#end.samples / SAMPLE_RATE;
  }

  request(sink: (chunk: Int16Array) => void): SampleRequest {
    return {
      rate: SAMPLE_RATE,
      channels: 1,
      resampler: 'chromaprint',
      format: 's16',
      maxSamples: MOST_SECONDS * SAMPLE_RATE,
      sink: (chunk) => {
        this.#end.feed(chunk);
        sink(chunk);
      },
    };
  }

  result(): MeasuredQuality {
    const missing = Math.min(this.#stated, MOST_SECONDS) - this.seconds;
    return this.meter.result(this.#end, missing);
  }
}

/** The length that the container states, unless decoding to the end found another. All in seconds. */
function trueDuration(stated: number, decoded: number, more: boolean): number {
  if (more) return Math.max(stated, decoded);
  return Math.abs(stated - decoded) < 0.1 ? stated : decoded;
}

/** The parts on which features are measured: all of a short file, stretches spread over a long one. */
function stretchesOf(duration: number): Span[] {
  const length = Math.min(duration, FEATURE_SECONDS);
  // A container may state no length: the beginning is certainly there.
  if (length <= STRETCHES * STRETCH_SECONDS) return [{ start: 0, end: STRETCHES * STRETCH_SECONDS }];
  return Array.from({ length: STRETCHES }, (_, i) => {
    const start = ((i + 0.5) * length) / STRETCHES - STRETCH_SECONDS / 2;
    return { start, end: start + STRETCH_SECONDS };
  });
}

/** Collects the samples of one stretch. */
class SampleCollector {
  readonly request: SampleRequest;
  readonly #samples: Float32Array;
  #count = 0;

  constructor(span: Span) {
    this.#samples = new Float32Array((span.end - span.start) * FEATURE_RATE);
    this.request = {
      rate: FEATURE_RATE,
      channels: 1,
      resampler: 'standard',
      format: 'f32',
      span,
      maxSamples: this.#samples.length,
      sink: (chunk) => {
        for (const sample of chunk) this.#samples[this.#count++] = Math.abs(sample) < LOUDEST ? sample : 0;
      },
    };
  }

  samples(): Float32Array {
    return this.#samples.subarray(0, this.#count);
  }
}
