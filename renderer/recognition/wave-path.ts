/** The bars of a waveform as a path of SVG. Pure. */
import { resamplePeaks } from '../playback/waveform.ts';

/** Pixels from one bar to the next, as in the player. */
const BAR_PITCH = 4;
const SMALLEST_BAR = 2;

/**
 * @param from pixels at which the sound begins; `to`: ends
 * @param middle of the bars, in pixels from above; `height`: of the highest bar
 */
export function wavePath(
  peaks: Float32Array,
  { from, to, middle, height }: { from: number; to: number; middle: number; height: number },
): string {
  const bars = Math.max(1, Math.floor((to - from) / BAR_PITCH));
  return [...resamplePeaks(peaks, bars)]
    .map((peak, bar) => {
      const tall = SMALLEST_BAR + peak * (height - SMALLEST_BAR);
      const x = from + (bar + 0.5) * BAR_PITCH;
      return `M${x.toFixed(1)} ${(middle - tall / 2).toFixed(1)}v${tall.toFixed(1)}`;
    })
    .join('');
}
