/**
 * Walks the folders below a root and yields, folder by folder, the files that may be audio and those that may belong to
 * audio beside them. `walk-folders.ts` says which folders are entered.
 */
import { FORMAT_EXTENSIONS } from '../../fuse/formats/formats.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import { walkFolders, type FolderEntries, type WalkOptions } from './walk-folders.ts';

/** Files that no format record reads: their tags are read by `foreign-file.ts`. */
const FOREIGN_EXTENSIONS = ['aac', 'dff', 'wma', 'asf', 'tta', 'mka', 'webm', 'spx'];

/** What Descant takes for audio, by extension; files without one are looked into. */
const AUDIO_EXTENSIONS = new Set([...FORMAT_EXTENSIONS, ...FOREIGN_EXTENSIONS]);

/** What belongs to audio in the same folder: cue sheets, logs, lyrics, booklets, playlists, pictures. */
const SIDECAR_EXTENSIONS = new Set([
  'cue',
  'log',
  'lrc',
  'pdf',
  'txt',
  'nfo',
  'm3u',
  'm3u8',
  'accurip',
  'jpg',
  'jpeg',
  'png',
  'webp',
  'gif',
]);

export interface WalkedFolder extends Omit<FolderEntries, 'files'> {
  /** Names of the files that may be audio. */
  readonly names: readonly Buffer[];
  /** Names of the files that belong to the folder's audio, if there is any. */
  readonly sidecars: readonly Buffer[];
}

export function* walk(root: Buffer, options: WalkOptions): Generator<WalkedFolder> {
  for (const { path, mtimeMs, files } of walkFolders(root, options)) {
    const names: Buffer[] = [];
    const sidecars: Buffer[] = [];
    for (const name of files) {
      const extension = extensionOf(name);
      if (mayBeAudio(name, extension)) names.push(name);
      else if (SIDECAR_EXTENSIONS.has(extension)) sidecars.push(name);
    }
    yield { path, mtimeMs, names, sidecars };
  }
}

function mayBeAudio(name: Buffer, extension: string): boolean {
  return extension === '' ? name.indexOf(0x2e) === -1 : AUDIO_EXTENSIONS.has(extension);
}
