/** Playlists as M3U8 with paths relative to the playlist, the form that all players read. */
import type { PlaylistTrack } from './track-source.ts';

/** @param pathOf path of a track relative to the playlist, or `null` for one that is not shown */
export function playlistText(
  name: string,
  tracks: readonly PlaylistTrack[],
  pathOf: (id: number) => string | null,
): string {
  const lines = ['#EXTM3U', `#PLAYLIST:${oneLine(name)}`];
  for (const { id, artist, title, duration } of tracks) {
    const path = pathOf(id);
    if (path === null) continue;
    lines.push(`#EXTINF:${Math.round(duration)},${oneLine([artist, title].filter((text) => text !== '').join(' - '))}`);
    // Players take a line that begins with # for a comment.
    lines.push(path.startsWith('#') ? `./${path}` : path);
  }
  return `${lines.join('\n')}\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
