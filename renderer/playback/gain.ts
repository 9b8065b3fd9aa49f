/**
 * ReplayGain (D. Robinson, "ReplayGain 2.0 specification"): tags say how much louder or softer a track, or its album as
 * a whole, has to be played to be as loud as others. Opus files say it in their own way (RFC 7845, section 5.2.1): in
 * 1/256 dB towards a level that is 5 dB lower.
 */
import type { GainMode } from './remembered-playback.ts';

/** Tags in force of a track: field → values. */
export type GainTags = Readonly<Record<string, readonly string[] | undefined>>;

export interface Gain {
  /** Decibels. */
  readonly decibels: number;
  /** Where the value is from: an album's is missing where only the track was measured, and the other way round. */
  readonly of: 'track' | 'album';
}

/** How a gain is applied. */
export interface LoudnessRules {
  /** Decibels on top of each gain. */
  readonly preamp: number;
  /** Decibels for tracks whose tags say no gain. */
  readonly withoutGain: number;
  /** Whether a gain is lowered where the peak would be cut off. */
  readonly preventsClipping: boolean;
}

export const USUAL_LOUDNESS: LoudnessRules = { preamp: 0, withoutGain: 0, preventsClipping: true };

const R128_TO_REPLAYGAIN_DB = 5;

/** @returns `null` where it is off, or the tags say nothing */
export function gainOf(tags: GainTags, mode: GainMode): Gain | null {
  if (mode === 'off') return null;
  const other = mode === 'track' ? 'album' : 'track';
  for (const of of [mode, other] as const) {
    const decibels = decibelsOf(tags, of);
    if (decibels !== null) return { decibels, of };
  }
  return null;
}

/** By which samples are multiplied; so little that the peak, where it is known, is not clipped. */
export function gainFactor(gain: Gain | null, tags: GainTags, rules: LoudnessRules = USUAL_LOUDNESS): number {
  const decibels = gain === null ? rules.withoutGain : gain.decibels + rules.preamp;
  const factor = 10 ** (decibels / 20);
  const peak = numberIn(tags[`replaygain_${gain?.of ?? 'track'}_peak`]);
  return rules.preventsClipping && peak !== null && peak > 0 ? Math.min(factor, 1 / peak) : factor;
}

function decibelsOf(tags: GainTags, of: 'track' | 'album'): number | null {
  const gain = numberIn(tags[`replaygain_${of}_gain`]);
  const r128 = numberIn(tags[`r128_${of}_gain`]);
  const decibels = gain ?? (r128 === null ? null : r128 / 256 + R128_TO_REPLAYGAIN_DB);
  return decibels !== null && Math.abs(decibels) <= 60 ? decibels : null;
}

/** `-6.48 dB` → −6.48; `null` for what is no number. */
function numberIn(values: readonly string[] | undefined): number | null {
  const text = /^\s*[+-]?\d+(?:\.\d+)?/u.exec(values?.[0] ?? '')?.[0];
  return text === undefined ? null : Number(text);
}
