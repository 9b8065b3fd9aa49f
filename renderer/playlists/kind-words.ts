/** What kinds of playlists there are, in the words of the page. */
import type { PlaylistKind } from '../../app/model/playlists.ts';
import type { Text } from '../words/text.ts';

export const KIND_WORDS: Readonly<Record<PlaylistKind, Text>> = {
  folder: 'Folder',
  manual: 'Ordered by hand',
  smart: 'Smart playlist, always up to date',
  search: 'Saved search',
};
