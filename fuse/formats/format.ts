/**
 * What Descant knows of one audio format: a record in the format's own folder, listed in `formats.ts`. Everything that
 * depends on the format (the scan, the mount, saves, verification, the player) asks the record; nothing else in the
 * project names a format.
 */
import type { AudioComparison } from './audio-comparison.ts';
import type { AudioSample } from './audio-sample.ts';
import type { LeadingId3 } from './id3/read-leading.ts';
import type { Layout } from './layout.ts';
import type { Planner } from './planner.ts';
import type { ReadAudio } from './read-audio.ts';
import type { Window } from './window.ts';

/** A codec inside a format. Codecs that a record does not list are read all the same; none of the flags holds. */
export interface Codec {
  /** As `StreamProperties.codec` has it. */
  readonly name: string;
  /** What tables call such files; absent: the codec's name in capitals. */
  readonly kind?: string;
  /** Whether the file states its length to the sample, so that a shorter decoded length means lost audio. */
  readonly exactLength?: true;
  /** Whether Chromium plays the file as it is. */
  readonly inBrowsers?: true;
}

export interface Format {
  /** Name of the format, as `Layout.container` has it. */
  readonly container: string;
  /** Lower case, without the dot. A scan reads files with these. */
  readonly extensions: readonly string[];
  readonly mimeType: string;
  readonly codecs: readonly Codec[];
  /** Whether ID3v2 tags may stand in front: then the format is looked for behind them. */
  readonly mayFollowId3: boolean;
  /** Whether a file is of this format by its bytes from `start` on. Formats earlier in the list were asked before. */
  recognises(window: Window, start: number, extensionHint: string): boolean;
  /**
   * The layout; `null` for a variant that this reader leaves to a general tag reader.
   * @param leading the ID3v2 tags in front; without content where `mayFollowId3` is false
   * @throws LayoutError for a broken file
   */
  read(window: Window, leading: LeadingId3): Layout | null;
  /** Writes headers; `null` for a format that is only read: the mount shows such a file as it is. */
  readonly planner: Planner | null;
  /** Whether two files of this format have the same audio. */
  readonly compareAudio: AudioComparison;
  /** What tells the audio of one file from that of another; absent: `sampleBytes`. */
  readonly sampleAudio?: AudioSample;
  /** Reads all of the audio; absent: `readBytes`. */
  readonly readAudio?: ReadAudio;
}
