/**
 * What the beginning and the end of a sound say: silence, and a sound that ends in the middle of a note. It is fed with
 * the samples that the fingerprint is made of, which are all of them, mixed and at a low rate.
 */
import type { SoundQuality } from '../../model/sound-quality.ts';
import { SILENT } from './level-meter.ts';

const LEAST_LOUD = Math.floor(SILENT * 32_768);
/** Seconds of the end that are kept, and of its last moment. */
const KEPT_SECONDS = 2;
const MOMENT_SECONDS = 0.02;
/** A note that goes on is about as loud as the seconds before: the last moment against their mean. */
const SAME_LEVEL = 0.7;
/** RMS, of full scale: a soft end may be a fade. */
const LOUD = 0.02;

export class EndMeter {
  readonly #rate: number;
  /** A ring, whose oldest sample is at `#next`. */
  readonly #kept: Int16Array;
  #next = 0;
  #samples = 0;
  #silentStart = 0;
  /** Samples up to the last one that is not silent; 0 while there is none. */
  #lastLoud = 0;

  /** @param rate Hz of the samples */
  constructor(rate: number) {
    this.#rate = rate;
    this.#kept = new Int16Array(KEPT_SECONDS * rate);
  }

  /** How many samples there were. */
  get samples(): number {
    return this.#samples;
  }

  feed(chunk: Int16Array): void {
    const isLoud = (sample: number): boolean => sample > LEAST_LOUD || sample < -LEAST_LOUD;
    if (this.#lastLoud === 0) {
      const first = chunk.findIndex(isLoud);
      this.#silentStart += first < 0 ? chunk.length : first;
    }
    let last = chunk.length - 1;
    while (last >= 0 && !isLoud(chunk[last]!)) last -= 1;
    if (last >= 0) this.#lastLoud = this.#samples + last + 1;
    this.#samples += chunk.length;
    this.#keep(chunk.subarray(Math.max(0, chunk.length - this.#kept.length)));
  }

  /** Puts samples into the ring of the last seconds. */
  #keep(samples: Int16Array): void {
    const room = this.#kept.length - this.#next;
    this.#kept.set(samples.subarray(0, room), this.#next);
    if (samples.length > room) this.#kept.set(samples.subarray(room));
    this.#next = (this.#next + samples.length) % this.#kept.length;
  }

  /** @param othersSilent whether what was seen of the channels is silent, too: a mix may cancel them */
  silence(othersSilent: boolean): SoundQuality['silence'] {
    const whole = this.#lastLoud === 0 && othersSilent;
    if (this.#lastLoud === 0) return { start: 0, end: 0, whole };
    const seconds = (samples: number): number => Math.round((10 * samples) / this.#rate) / 10;
    return { start: seconds(this.#silentStart), end: seconds(this.#samples - this.#lastLoud), whole };
  }

  /** Whether the last moment is as loud as the seconds before it. */
  get abrupt(): boolean {
    if (this.#samples < this.#kept.length) return false;
    const moment = Math.round(MOMENT_SECONDS * this.#rate);
    const kept = Int16Array.from(
      { length: this.#kept.length },
      (_, i) => this.#kept[(this.#next + i) % this.#kept.length]!,
    );
    const last = rootMeanSquare(kept.subarray(-moment));
    return last > LOUD && last > SAME_LEVEL * rootMeanSquare(kept.subarray(0, -moment));
  }
}

/** Of full scale. */
function rootMeanSquare(samples: Int16Array): number {
  let squares = 0;
  for (const sample of samples) squares += sample * sample;
  return Math.sqrt(squares / samples.length) / 32_768;
}
