/** Takes playlist files that a person chooses: M3U, XSPF and smart playlists of Navidrome (.nsp). */
import type { ImportResult } from '../../app/model/playlist-files.ts';
import { showToast } from '../messages/toasts.ts';
import { errorWords, service } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { t } from '../words/text.ts';
import { importWords } from './import-words.ts';
import { playlistsChanged } from './playlist-commands.ts';

export const PLAYLIST_FILE_TYPES = '.m3u,.m3u8,.xspf,.nsp';

/** Relative paths in the files begin in this folder: a browser does not tell where a file lies. */
async function usualFolder(): Promise<string> {
  const { folders } = await service.library.summary.query();
  return folders[0]?.path ?? '/';
}

/** @returns what became of each file; `null` where it failed, which has been said */
export async function importPlaylists(files: readonly File[], folder: number | null): Promise<ImportResult | null> {
  try {
    const base = await usualFolder();
    const sent = await Promise.all(
      files.map(async (file) => ({ fileName: file.name, folder: base, base64: await base64Of(file) })),
    );
    const result = await service.playlists.import.mutate({ files: sent, folder });
    const { batch, playlists } = result;
    playlistsChanged();
    showToast(importWords(result), {
      action: batch === null ? null : { label: t('Undo'), run: () => void undo(batch).then(playlistsChanged) },
    });
    return playlists.some(({ unmatched }) => unmatched.length > 0) ? result : null;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
    return null;
  }
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In steps: the arguments of one call are limited.
  for (let at = 0; at < bytes.length; at += 0x2000) text += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(text);
}
