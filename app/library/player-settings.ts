/**
 * The settings of the player and of how the page looks. They are the library's, so that the window, each browser tab and
 * `descant config` have the same.
 */
import { z } from '../model/schema.ts';

/** Decibels by which a gain is raised or lowered at most. */
const MOST_GAIN = 15;

const gain = (what: string) =>
  z
    .number({ error: 'a number of decibels is needed, such as -3' })
    .min(-MOST_GAIN, `it is at least -${MOST_GAIN}`)
    .max(MOST_GAIN, `it is at most ${MOST_GAIN}`)
    .default(0)
    .describe(what);

export const PLAYER_SETTINGS = {
  'playback.gain': z
    .enum(['off', 'track', 'album'])
    .default('off')
    .describe('whether the player makes tracks equally loud by the ReplayGain of their tags: off, track, or album'),
  'playback.preamp': gain('decibels by which tracks with a gain are made louder, or softer where it is negative'),
  'playback.without-gain': gain(
    'decibels by which tracks are made louder whose tags say no gain, while others have one',
  ),
  'playback.no-clipping': z
    .boolean()
    .default(true)
    .describe('whether a gain is lowered where the peak in the tags would be cut off'),
  'playback.gapless': z
    .boolean()
    .default(true)
    .describe('whether the tracks of an album follow one another without a gap'),
  'playback.media-controls': z
    .boolean()
    .default(true)
    .describe('whether desktop widgets, media keys and playerctl see the player (MPRIS, on Linux)'),
  'appearance.theme': z
    .enum(['system', 'light', 'dark'])
    .default('system')
    .describe('the colours of the page: system, light or dark'),
  'appearance.contrast': z
    .enum(['system', 'more'])
    .default('system')
    .describe('the contrast of the page: system follows what the browser asks for'),
  'appearance.language': z
    .enum(['automatic', 'en', 'de'])
    .default('automatic')
    .describe('the language of the page: en, de, or automatic, which follows what the browser asks for'),
} as const;
