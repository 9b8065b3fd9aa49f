/**
 * The loudness of a track over time, for the waveform in the player: one number per bar, 0..1.
 *
 * Computed in the browser from the audio that is played anyway: decoded at a low rate, the loudest moment of each
 * slice, scaled so that the loudest slice of the track is 1. Pure but for `peaksOfTrack`.
 */

/** Slices kept for a track; the bar count on screen is made from them. */
const SLICES = 600;

/** Chromium's decoder resamples to the rate of the context: low, so that a long track stays small. */
const DECODE_HZ = 8000;

/** Longer tracks are not decoded in the page: half an hour is some hundred megabytes while it lasts. */
const LONGEST_S = 30 * 60;

/** Largest magnitude in each of `slices` equal parts of all channels, scaled to a maximum of 1. */
export function slicePeaks(channels: readonly Float32Array[], slices: number): Float32Array {
  const length = channels[0]?.length ?? 0;
  const peaks = new Float32Array(slices);
  for (let slice = 0; slice < slices; slice += 1) {
    const end = Math.floor(((slice + 1) * length) / slices);
    let peak = 0;
    for (let at = Math.floor((slice * length) / slices); at < end; at += 1) {
      for (const samples of channels) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    }
    peaks[slice] = peak;
  }
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), 0);
  return loudest > 0 ? peaks.map((peak) => peak / loudest) : peaks;
}

/** Peaks for another number of bars: the loudest slice that a bar touches. */
export function resamplePeaks(peaks: Float32Array, bars: number): Float32Array {
  const out = new Float32Array(bars);
  for (let bar = 0; bar < bars; bar += 1) {
    const start = Math.floor((bar * peaks.length) / bars);
    const end = Math.max(start + 1, Math.ceil(((bar + 1) * peaks.length) / bars));
    out[bar] = peaks.subarray(start, end).reduce((most, peak) => Math.max(most, peak), 0);
  }
  return out;
}

/**
 * Fetches and decodes a track.
 * @param duration seconds, as the library knows it
 * @returns `null` for tracks that are too long or that the browser cannot decode
 */
export async function peaksOfTrack(id: number, duration: number, signal: AbortSignal): Promise<Float32Array | null> {
  if (duration > LONGEST_S) return null;
  try {
    const answer = await fetch(`/media/${id}`, { signal });
    if (!answer.ok) return null;
    const decoded = await new OfflineAudioContext(1, 1, DECODE_HZ).decodeAudioData(await answer.arrayBuffer());
    const channels = Array.from({ length: decoded.numberOfChannels }, (_, channel) => decoded.getChannelData(channel));
    return slicePeaks(channels, SLICES);
  } catch {
    return null;
  }
}
