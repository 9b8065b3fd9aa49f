/** Cells of the editors' table in which a program cannot do what is asked of it, each with its reason. */
import type { Change, EditorName } from './editors.ts';
import type { FormatName } from './formats.ts';

export interface Exception {
  readonly editor: EditorName;
  readonly formats: readonly FormatName[];
  readonly changes: readonly Change[];
  readonly reason: string;
  /** The save is made and taken all the same, and these fields go with it. Without this nothing can be saved. */
  readonly loses?: readonly string[];
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    editor: 'id3v2',
    formats: ['MP3, ID3v2.3', 'MP3, ID3v2.4'],
    changes: ['picture'],
    reason: 'id3v2 cannot write pictures.',
  },
  {
    editor: 'id3v2',
    formats: ['MP3, ID3v2.4'],
    changes: ['fits', 'does not fit'],
    loses: ['title', 'artist', 'album', 'date', 'tracknumber', 'encodersettings'],
    reason:
      'id3v2 cannot read ID3v2.4: in any folder it replaces such a tag by a new one, which holds only what it was told. The save is taken as it is; undoing it brings the fields back.',
  },
  {
    editor: 'ffmpeg and mv',
    formats: ['WAV', 'WavPack'],
    changes: ['picture'],
    reason: 'ffmpeg cannot write pictures into WAV and WavPack.',
  },
];

export function exceptionFor(editor: EditorName, format: FormatName, change: Change): Exception | null {
  return (
    EXCEPTIONS.find((one) => one.editor === editor && one.formats.includes(format) && one.changes.includes(change)) ??
    null
  );
}
