/** Makes the sound of a piece from its score. The same score gives the same samples. */
import type { DemoAlbum, Piece, Scale } from './demo-albums.ts';
import { BLOCK, SAMPLE_RATE, type StereoSamples } from './flac-frames.ts';
import { bass, bell, echo, kick, noise, pad, pluck, type Mix } from './instruments.ts';

const SCALES: Readonly<Record<Scale, readonly number[]>> = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
};
const EIGHTHS = 8;
/** Seconds that the last notes have to fade. */
const TAIL = 2.2;
const PEAK = 0.82;

export function renderPiece(piece: Piece, band: DemoAlbum['band']): StereoSamples {
  const eighth = Math.round((SAMPLE_RATE * 60) / piece.bpm / 2);
  const wanted = piece.chords.length * EIGHTHS * eighth + TAIL * SAMPLE_RATE;
  const length = Math.ceil(wanted / BLOCK) * BLOCK;
  const mix: Mix = { left: new Float32Array(length), right: new Float32Array(length) };
  for (const [bar, chord] of piece.chords.entries()) {
    BANDS[band](mix, piece, { chord, at: bar * EIGHTHS * eighth, eighth });
  }
  if (band === 'lanterns') echo(mix, 3 * eighth, 0.28);
  fadeOut(mix);
  return toSamples(mix);
}

interface Bar {
  /** Step of the scale that the chord is built on. */
  readonly chord: number;
  /** First sample. */
  readonly at: number;
  /** Samples of an eighth. */
  readonly eighth: number;
}

const BANDS: Readonly<Record<DemoAlbum['band'], (mix: Mix, piece: Piece, bar: Bar) => void>> = {
  lanterns(mix, piece, { chord, at, eighth }) {
    const bar = eighth * EIGHTHS;
    for (const [voice, step] of [0, 2, 4].entries()) {
      pad(mix, { at, length: bar, pitch: pitchOf(piece, chord + step, -1), level: 0.09, pan: voice - 1 });
    }
    bass(mix, { at, length: bar, pitch: pitchOf(piece, chord, -2), level: 0.22, pan: 0 });
    melodyOf(piece, chord, (i, pitch) =>
      bell(mix, { at: at + i * eighth, length: eighth, pitch: pitch * 2, level: 0.24, pan: i % 2 === 0 ? -0.4 : 0.4 }),
    );
  },
  clockwork(mix, piece, { chord, at, eighth }) {
    for (let i = 0; i < EIGHTHS; i++) {
      const now = at + i * eighth;
      if (i % 2 === 0) kick(mix, now, 0.6);
      if (i % 4 === 2) noise(mix, now, 0.05, 0.16, 0);
      noise(mix, now, 0.012, i % 2 === 0 ? 0.06 : 0.14, 0.3);
      bass(mix, { at: now, length: eighth, pitch: pitchOf(piece, chord, i % 2 === 0 ? -2 : -1), level: 0.26, pan: 0 });
    }
    for (const [voice, step] of [0, 2, 4].entries()) {
      pad(mix, { at, length: eighth * EIGHTHS, pitch: pitchOf(piece, chord + step, 0), level: 0.035, pan: voice - 1 });
    }
    melodyOf(piece, chord, (i, pitch) =>
      pluck(mix, { at: at + i * eighth, length: eighth, pitch, level: 0.2, pan: i % 2 === 0 ? 0.5 : -0.5 }),
    );
  },
};

function melodyOf({ melody, ...piece }: Piece, chord: number, sound: (eighth: number, pitch: number) => void): void {
  for (const [i, step] of melody.entries()) {
    if (step !== null) sound(i, pitchOf(piece, chord + step, 0));
  }
}

/** Hertz of a step of the scale above the tonic. */
function pitchOf({ tonic, scale }: Pick<Piece, 'tonic' | 'scale'>, step: number, octave: number): number {
  const tones = SCALES[scale];
  const above = Math.floor(step / tones.length);
  const semitones = tones[step % tones.length]! + 12 * (above + octave);
  return 440 * 2 ** ((tonic + semitones - 69) / 12);
}

function fadeOut({ left, right }: Mix): void {
  const length = TAIL * SAMPLE_RATE;
  const start = left.length - length;
  for (let i = Math.ceil(start); i < left.length; i++) {
    const loud = Math.cos(((i - start) / length) * (Math.PI / 2)) ** 2;
    left[i]! *= loud;
    right[i]! *= loud;
  }
}

/** 16 bits, as loud as the peak allows, with the noise that keeps rounding from being heard: triangular, of one step. */
function toSamples({ left, right }: Mix): StereoSamples {
  let peak = 0;
  for (let i = 0; i < left.length; i++) peak = Math.max(peak, Math.abs(left[i]!), Math.abs(right[i]!));
  const random = randomNumbers();
  const gain = (PEAK * 32_767) / peak;
  const whole = (channel: Float32Array): Int16Array => {
    const samples = new Int16Array(channel.length);
    for (let i = 0; i < channel.length; i++) samples[i] = Math.round(channel[i]! * gain + random() - random());
    return samples;
  };
  return { left: whole(left), right: whole(right) };
}

/** From 0 to 1, the same ones each time. Source of the constants: Numerical Recipes, section 7.1. */
function randomNumbers(): () => number {
  let seed = 1;
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 0x1_0000_0000;
  };
}
