/** A measured quality for tests: nothing is wrong with the sound but what a test says. Not part of the application. */
import type { MeasuredQuality } from '../audio/quality/quality-meter.ts';
import type { SoundQuality } from '../model/sound-quality.ts';

export function measuredQuality(found: Partial<SoundQuality> = {}): MeasuredQuality {
  return {
    quality: {
      examined: 60,
      cutOff: null,
      lossy: null,
      upsampled: null,
      clipping: null,
      limited: null,
      rescaled: false,
      silence: { start: 0, end: 0, whole: false },
      silentChannel: null,
      mono: false,
      missing: 0,
      abrupt: false,
      ...found,
    },
    spectrum: { levels: Array.from({ length: 128 }, (_, band) => -band / 2 - 20), highest: 22_050 },
  };
}
