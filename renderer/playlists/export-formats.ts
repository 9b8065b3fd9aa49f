/** The kinds of files that playlists are saved as. */
import type { PlaylistFormat } from '../../app/model/playlist-files.ts';
import type { Text } from '../words/text.ts';

export const PLAYLIST_FORMATS_SHOWN: readonly { readonly value: PlaylistFormat | ''; readonly label: Text }[] = [
  { value: 'm3u8', label: 'M3U8: most players' },
  { value: 'xspf', label: 'XSPF: with titles' },
  { value: 'nsp', label: 'NSP: the rule, for Navidrome' },
];
