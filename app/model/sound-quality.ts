/** What the sound of a file says about its quality, whatever its tags and its name say. */

/** Findings about a sound, in the order of their weight. Queries ask for them: `sound:lossy`. */
export const SOUND_FINDINGS = [
  'truncated',
  'lossy',
  'upsampled',
  'clipped',
  'silent',
  'padded',
  'onesided',
  'mono',
  'limited',
  'abrupt',
] as const;
export type SoundFinding = (typeof SOUND_FINDINGS)[number];

export interface SoundQuality {
  /** Seconds from the beginning that were looked at; the end of the file is looked at besides. */
  readonly examined: number;
  /** Hz above which the sound has nothing, where it ends there at once; null where it fades, or reaches the top. */
  readonly cutOff: number | null;
  /** A lossless file whose sound has been through a lossy encoder. */
  readonly lossy: { readonly encoder: string; readonly confidence: number } | null;
  /** A file that states more than its sound has. */
  readonly upsampled: {
    /** Hz that would be enough, and bits; null where what is stated is used. */
    readonly rate: number | null;
    readonly bits: number | null;
    readonly confidence: number;
  } | null;
  /** Runs of samples that were cut flat at the greatest level, of a lossless file. */
  readonly clipping: {
    readonly runs: number;
    readonly samples: number;
    /** Of the samples that were looked at. */
    readonly share: number;
    /** Samples of the longest run. */
    readonly longest: number;
  } | null;
  /** Share of samples close to the greatest level, where a limiter holds many there without cutting them. */
  readonly limited: number | null;
  /**
   * Some values of 16-bit samples are rarer than those beside them: the level was changed in 16 bits. False where nobody
   * can say.
   */
  readonly rescaled: boolean;
  readonly silence: {
    /** Seconds. */
    readonly start: number;
    readonly end: number;
    readonly whole: boolean;
  };
  /** The channel, from 1, that is silent while another is not. */
  readonly silentChannel: number | null;
  /** Both channels are equal. */
  readonly mono: boolean;
  /** Seconds that the header promises and the file does not have. */
  readonly missing: number;
  /** The sound ends at full level, in the middle of a note. */
  readonly abrupt: boolean;
}

/** A finding in plain words. */
export interface WordedFinding {
  readonly finding: SoundFinding;
  /** 0 … 1. */
  readonly confidence: number;
  /** Without a full stop. */
  readonly words: string;
}

/** All that is known of the sound of a track. */
export interface SoundReport {
  readonly quality: SoundQuality;
  readonly spectrum: MeanSpectrum;
  readonly findings: readonly WordedFinding[];
}

/** Levels of bands of equal width from 0 Hz to half the sampling rate: a picture of where the sound has energy. */
export interface MeanSpectrum {
  /** dB below a sine of full scale: 0 to −127.5. */
  readonly levels: readonly number[];
  /** Hz of the upper end of the last band. */
  readonly highest: number;
}
