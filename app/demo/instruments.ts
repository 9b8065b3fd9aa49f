/** The instruments of the demo: each adds a sound to a stereo mix. Times are samples, pitches hertz, levels from 0 to 1. */
import { SAMPLE_RATE } from './flac-frames.ts';

export interface Mix {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export interface Note {
  /** Sample at which it begins. */
  readonly at: number;
  /** Samples until it is let go. */
  readonly length: number;
  /** Hertz. */
  readonly pitch: number;
  readonly level: number;
  /** From -1, left, to 1, right. */
  readonly pan: number;
}

const WAVE = 2048;

/** One period of a sound of partials with these levels, and the first sample of the next one. */
function wave(partials: readonly number[]): Float32Array {
  return Float32Array.from({ length: WAVE + 1 }, (_, i) =>
    partials.reduce((sum, level, k) => sum + level * Math.sin((2 * Math.PI * (k + 1) * i) / WAVE), 0),
  );
}

const BELL = wave([1, 0.45, 0.12, 0.2, 0.04, 0.06]);
const SOFT = wave([1, 0.35, 0.16, 0.08, 0.04]);
const BRIGHT = wave(Array.from({ length: 12 }, (_, k) => 0.7 / (k + 1)));

/** How loud a sound is while it lasts. */
interface Envelope {
  /** Samples until it is loudest. */
  readonly attack: number;
  /** Seconds in which it falls to a third. */
  readonly decay: number;
  /** Whether it begins to fall only when the note is let go. */
  readonly held: boolean;
}

/** Struck, and fading by itself. */
export function bell(mix: Mix, note: Note): void {
  play(mix, BELL, note, { attack: 90, decay: 0.45, held: false });
}

/** Swells and ebbs away: a chord's note. */
export function pad(mix: Mix, note: Note): void {
  for (const detuned of [0.997, 1.003]) {
    play(mix, SOFT, { ...note, pitch: note.pitch * detuned }, { attack: 15_000, decay: 0.25, held: true });
  }
}

/** Short and sharp, as of a sequencer. */
export function pluck(mix: Mix, note: Note): void {
  play(mix, BRIGHT, note, { attack: 40, decay: 0.11, held: false });
}

export function bass(mix: Mix, note: Note): void {
  play(mix, SOFT, note, { attack: 120, decay: 0.3, held: false });
}

/** A drum whose pitch falls from 160 to 48 Hz. */
export function kick({ left, right }: Mix, at: number, level: number): void {
  let phase = 0;
  for (let i = 0; i < 0.25 * SAMPLE_RATE && at + i < left.length; i++) {
    phase += (48 + 112 * Math.exp(-i / 900)) / SAMPLE_RATE;
    const value = Math.sin(2 * Math.PI * phase) * Math.exp(-i / 3600) * level;
    left[at + i]! += value;
    right[at + i]! += value;
  }
}

/** A burst of noise, `decay` seconds long: a hat where it is short, a snare where it is long. */
export function noise({ left, right }: Mix, at: number, decay: number, level: number, pan: number): void {
  const [toLeft, toRight] = sides(pan);
  const fall = Math.exp(-1 / (decay * SAMPLE_RATE));
  let loud = level;
  let seed = 12_345 + at;
  let before = 0;
  for (let i = at; i < left.length && loud > SILENCE; i++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const white = seed / 0x8000_0000 - 1;
    const value = (white - before) * loud;
    left[i]! += value * toLeft;
    right[i]! += value * toRight;
    before = white;
    loud *= fall;
  }
}

/** Repeats what is in the mix, softer each time and from the other side. @param delay samples */
export function echo({ left, right }: Mix, delay: number, level: number): void {
  for (let i = delay; i < left.length; i++) {
    left[i]! += right[i - delay]! * level;
    right[i]! += left[i - delay]! * level;
  }
}

/** Softer than this, a sound has ended. */
const SILENCE = 1e-4;

function play({ left, right }: Mix, period: Float32Array, note: Note, { attack, decay, held }: Envelope): void {
  const [toLeft, toRight] = sides(note.pan);
  const step = (note.pitch * WAVE) / SAMPLE_RATE;
  const fall = Math.exp(-1 / (decay * SAMPLE_RATE));
  const holds = held ? note.length : 0;
  let loud = note.level;
  let place = 0;
  for (let i = 0; i < left.length - note.at; i++) {
    if (i > holds) loud *= fall;
    if (loud < SILENCE) return;
    const index = place | 0;
    const low = period[index]!;
    const between = low + (period[index + 1]! - low) * (place - index);
    const value = between * loud * (i < attack ? i / attack : 1);
    left[note.at + i]! += value * toLeft;
    right[note.at + i]! += value * toRight;
    place += step;
    if (place >= WAVE) place -= WAVE;
  }
}

/** How much of a sound each side gets. */
function sides(pan: number): [left: number, right: number] {
  return [1 - Math.max(0, pan), 1 + Math.min(0, pan)];
}
