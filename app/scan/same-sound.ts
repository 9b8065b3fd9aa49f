/** Whether a file that is found where another one lay has the same sound. */
/** What is known of a file's sound. */
export interface KnownSound {
  /** Empty for a file that could never be read. */
  readonly codec: string;
  /** Seconds. */
  readonly duration: number;
  /** Null for a file that could never be read, and for one of before there were keys. */
  readonly audioKey: Buffer | null;
  /** Bytes of audio; null where the layout is unknown. */
  readonly audioLength: number | null;
}

/** A sound as it is found in a file. */
export interface FoundSound extends KnownSound {
  /** Why the file could not be read, or null. */
  readonly error: string | null;
}

/** Lengths (s) that differ by less may be the same: tag readers estimate some. */
const SAME_LENGTH = 0.05;

/** Whether both have the same audio, to the bit as far as the keys go. */
export function hasSameAudio(known: KnownSound, file: FoundSound): boolean {
  if (known.audioKey !== null && file.audioKey !== null) return known.audioKey.equals(file.audioKey);
  return file.audioLength !== null && known.audioLength === file.audioLength && isAlike(known, file);
}

/**
 * Whether `file` is to be taken for the file that was known at its place. A broken file is: it may be in the middle of
 * being written. Where the audio of one of them could not be told from its tags, codec and length decide.
 */
export function isSameSound(known: KnownSound, file: FoundSound): boolean {
  if (file.error !== null || hasSameAudio(known, file)) return true;
  if (known.audioKey === null && known.codec === '') return true;
  return (known.audioLength === null || file.audioLength === null) && isAlike(known, file);
}

function isAlike(known: KnownSound, file: FoundSound): boolean {
  return known.codec === file.codec && Math.abs(known.duration - file.duration) < SAME_LENGTH;
}
