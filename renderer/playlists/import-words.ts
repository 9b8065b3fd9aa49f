/** What became of imported playlist files, in words. */
import type { ImportResult } from '../../app/model/playlist-files.ts';
import { count, countOf } from '../words/amounts.ts';

/** `2 playlists imported: 30 tracks found, 4 entries without a track`. */
export function importWords({ playlists }: ImportResult): string {
  const found = playlists.reduce((sum, one) => sum + one.found, 0);
  const unmatched = playlists.reduce((sum, one) => sum + one.unmatched.length, 0);
  const missing =
    unmatched === 0 ? '' : `, ${count(unmatched)} ${unmatched === 1 ? 'entry' : 'entries'} without a track`;
  return `${countOf(playlists.length, 'playlist')} imported: ${countOf(found, 'track')} found${missing}`;
}
