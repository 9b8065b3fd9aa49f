/**
 * Measures the quality of a sound while it is decoded: takes some seconds out of each part of the sound, and at the end
 * judges what it has seen. Looking at a frame costs something, so the rest is not looked at.
 */
import type { MeanSpectrum, SoundQuality } from '../../model/sound-quality.ts';
import type { AudioInfo, FrameTap, RawFrame } from '../decoder.ts';
import { findEncoder, type Stretch } from './encoder-search.ts';
import type { EndMeter } from './end-meter.ts';
import { STRETCH } from './frame-grids.ts';
import { LevelMeter } from './level-meter.ts';
import { bandLevels, findCutOff, meanEnergies, meanSpectrum } from './mean-spectrum.ts';
import { judgeResolution } from './resolution.ts';
import { ValueHistogram } from './value-histogram.ts';

/** Parts of the sound, each with a stretch for the spectra, and the seconds of each whose levels are measured. */
const PARTS = 24;
const PART_SECONDS = 1.5;
/** The same for sound in which nobody can look for clipping: only silent and equal channels are. */
const SHORT_SECONDS = 0.4;
/** Sound of less than this confidence is not said to be lossy. */
const LEAST_CONFIDENCE = 0.5;
/** Seconds: less is missing in many files, as containers count differently. */
const LEAST_MISSING = 1;
/** Codecs whose samples are those that were recorded. */
const LOSSLESS = /^(?:flac|alac|pcm_|wavpack|ape|tta|tak|shorten|mlp|truehd|wmalossless)/;

export interface MeasuredQuality {
  readonly quality: SoundQuality;
  readonly spectrum: MeanSpectrum;
}

export class QualityMeter implements FrameTap {
  readonly #info: AudioInfo;
  readonly #exact: boolean;
  readonly #levels = new LevelMeter();
  readonly #values = new ValueHistogram();
  readonly #stretches: Collector[] = [];
  /** Samples from one part to the next, and those of a part that are looked at. */
  readonly #every: number;
  readonly #looked: number;
  #examined = 0;

  /** @param seconds of the whole sound, as far as that is known */
  constructor(info: AudioInfo, seconds: number) {
    this.#info = info;
    this.#exact = LOSSLESS.test(info.codec) && info.bitsPerSample > 0;
    this.#every = Math.max(2 * STRETCH, Math.floor((seconds * info.sampleRate) / PARTS));
    this.#looked = Math.min(this.#every, (this.#exact ? PART_SECONDS : SHORT_SECONDS) * info.sampleRate);
  }

  wants(start: number, samples: number): boolean {
    return start % this.#every < this.#looked || (start + samples) % this.#every < samples;
  }

  take(frame: RawFrame): void {
    if (frame.rate !== this.#info.sampleRate) return;
    this.#examined += frame.samples;
    this.#levels.add(frame, this.#exact);
    if (this.#exact) this.#values.add(frame);
    const part = Math.floor((frame.start % (PARTS * this.#every)) / this.#every);
    if (frame.start >= PARTS * this.#every) return;
    const collector = (this.#stretches[part] ??= new Collector(frame));
    collector.add(frame);
  }

  /**
   * @param end what the beginning and the end have shown
   * @param missing seconds that the container states and the sound does not have
   */
  result(end: EndMeter, missing: number): MeasuredQuality {
    const { sampleRate, bitsPerSample } = this.#info;
    const stretches = this.#stretches.flatMap((one) => one.stretch() ?? []);
    const energies = meanEnergies(stretches.filter((_, i) => i % 2 === 0 || stretches.length < PARTS));
    const levels = bandLevels(energies);
    const cutOff = findCutOff(energies, levels, sampleRate);
    const silence = end.silence(this.#levels.silent);
    const bits = this.#levels.usedBits > 0 ? Math.min(bitsPerSample, this.#levels.usedBits) : bitsPerSample;
    const trace = this.#exact && !silence.whole ? findEncoder(stretches, sampleRate, bits, cutOff !== null) : null;
    const found = trace !== null && trace.confidence >= LEAST_CONFIDENCE;
    const { encoder, confidence } = trace ?? { encoder: '', confidence: 0 };
    const clipping = this.#exact ? this.#levels.clipping() : null;
    const quality: SoundQuality = {
      examined: Math.round(this.#examined / sampleRate),
      cutOff,
      lossy: found ? { encoder, confidence: Math.round(100 * confidence) / 100 } : null,
      upsampled: this.#exact
        ? judgeResolution({ rate: sampleRate, statedBits: bitsPerSample, bits, cutOff, levels })
        : null,
      clipping,
      limited: this.#exact && clipping === null ? this.#levels.limited() : null,
      rescaled: this.#values.rescaled,
      silence,
      silentChannel: this.#levels.silentChannel(),
      mono: this.#levels.mono,
      missing: this.#exact && missing > LEAST_MISSING ? Math.round(10 * missing) / 10 : 0,
      abrupt: end.abrupt,
    };
    return { quality, spectrum: meanSpectrum(levels, sampleRate) };
  }
}

/** The first samples of a part, which may come in several frames. */
class Collector {
  readonly #start: number;
  readonly #left = new Float64Array(STRETCH);
  readonly #right: Float64Array;
  #count = 0;

  constructor({ start, channels }: RawFrame) {
    this.#start = start;
    this.#right = channels > 1 ? new Float64Array(STRETCH) : this.#left;
  }

  add({ start, samples, channels, planes, fullScale }: RawFrame): void {
    const taken = Math.min(samples, STRETCH - this.#count);
    if (taken <= 0 || start !== this.#start + this.#count) return;
    const interleaved = planes.length === 1;
    const step = interleaved ? channels : 1;
    const left = planes[0]!;
    const right = interleaved ? left : planes[1]!;
    const second = interleaved ? 1 : 0;
    for (let i = 0; i < taken; i += 1) {
      this.#left[this.#count + i] = left[i * step]! / fullScale;
      if (channels > 1) this.#right[this.#count + i] = right[i * step + second]! / fullScale;
    }
    this.#count += taken;
  }

  /** Null for a part that ended too soon, and for damaged samples: those that are no numbers, or absurd. */
  stretch(): Stretch | null {
    const sane = (samples: Float64Array): boolean => samples.every((sample) => Math.abs(sample) < 1000);
    if (this.#count < STRETCH || !sane(this.#left) || !sane(this.#right)) return null;
    return { start: this.#start, left: this.#left, right: this.#right };
  }
}
