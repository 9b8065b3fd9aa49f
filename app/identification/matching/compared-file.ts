/** What identification knows of a file: its tags in force, as far as they tell which recording it is, and its place. */

export interface FileFacts {
  /** Id of the track. */
  readonly id: number;
  /** Texts are empty where there is no tag, as the ids are. */
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly albumArtist: string;
  readonly year: number | null;
  readonly number: number | null;
  readonly disc: number | null;
  /** Seconds. */
  readonly length: number;
  /** MusicBrainz recording and release. */
  readonly recordingId: string;
  readonly releaseId: string;
  /** Path of the folder that the discs of its album share. */
  readonly folder: string;
  /** Name without extension. */
  readonly fileName: string;
}

/** What the sound of a file tells. */
export interface SoundEvidence {
  readonly id: number;
  /** MusicBrainz recordings that it is, the likeliest first. */
  readonly recordings: readonly string[];
  /** MusicBrainz releases that have one of them. */
  readonly releases: readonly string[];
  /** The AcoustID; empty where it is not known. */
  readonly acoustid: string;
  /** From 0 to 1, of the best of them. */
  readonly score: number;
  /** Tracks of the library that are the same recording. */
  readonly copies: readonly number[];
}

/** A number and a title at the beginning of a file's name: `07 - Lamp Oil`. A disc may stand before the number: `1-07`. */
const NUMBERED = /^(?:(\d{1,2})[-.])?(\d{1,3})(?:\s*[-._)]\s*|\s+)(?=\S)(.*)$/u;
const NUMBER_ALONE = /^(?:track\s*)?(\d{1,3})$/iu;

/** The file with the number and the title that its name tells, where its tags do not. */
export function withNameFacts(file: FileFacts): FileFacts {
  const [, disc, number, title] = NUMBERED.exec(file.fileName) ?? [];
  const alone = NUMBER_ALONE.exec(file.fileName)?.[1];
  const told = number ?? alone;
  return {
    ...file,
    number: file.number ?? (told === undefined ? null : Number(told)),
    disc: file.disc ?? (disc === undefined ? null : Number(disc)),
    title: file.title === '' ? (title ?? (alone === undefined ? file.fileName : '')) : file.title,
  };
}
