/** What became of imported playlist files, in words. */
import type { ImportResult } from '../../app/model/playlist-files.ts';
import { t } from '../words/text.ts';

/** `2 playlists imported: 30 tracks found, 4 entries without a track`. */
export function importWords({ playlists }: ImportResult): string {
  const found = playlists.reduce((sum, one) => sum + one.found, 0);
  const unmatched = playlists.reduce((sum, one) => sum + one.unmatched.length, 0);
  const imported = t('{{count}} playlists imported', { count: playlists.length });
  const said = `${imported}: ${t('{{count}} tracks found', { count: found })}`;
  return unmatched === 0 ? said : `${said}, ${t('{{count}} entries without a track', { count: unmatched })}`;
}
