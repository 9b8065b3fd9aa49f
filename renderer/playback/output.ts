/** What makes the sound: the player tells an output what to play, the output tells what became of it. */

export interface OutputEvents {
  /** It plays, or has stopped. */
  playing(playing: boolean): void;
  /** The place in the track, in seconds, several times a second. */
  reached(position: number): void;
  /** The length of the track in seconds, where the output finds it out. */
  duration(seconds: number): void;
  /** The track has ended, and nothing plays. */
  ended(): void;
  /** The track that was announced plays now, without a gap. */
  joined(): void;
  /** It cannot be played, or not further. @param stopped whether some of it was played */
  failed(stopped: boolean): void;
}

export interface Output {
  /** Loads a track in place of another. @param position in seconds @param gain by which its samples are multiplied */
  load(track: number, position: number, gain: number): void;
  /** Plays what is loaded; what becomes of it is told by events. */
  play(): void;
  pause(): void;
  isPaused(): boolean;
  /** The place in the track, in seconds. */
  position(): number;
  seek(position: number): void;
  /** @param volume 0..1 */
  setVolume(volume: number): void;
  /** Announces what plays after the track that is loaded; `null` for nothing. */
  announce(next: { readonly track: number; readonly gain: number } | null): void;
}
