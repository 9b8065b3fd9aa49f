/** M3U and M3U8, plain and extended: a line for each file, with its length and its label in a line before it. */
import type { FileEntry, PlaylistFile, WrittenTrack } from './playlist-file.ts';

/** `#EXTINF:187,Artist - Title`; some programs write attributes behind the length. */
const EXTINF = /^#EXTINF:\s*(-?\d+(?:\.\d+)?)?[^,]*,(.*)$/i;
const NAME = /^#PLAYLIST:(.*)$/i;

export function readM3u(text: string): PlaylistFile {
  let name: string | null = null;
  let info: Pick<FileEntry, 'duration' | 'label'> = {};
  const entries: FileEntry[] = [];
  for (const [i, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const [, length, label] = EXTINF.exec(line) ?? [];
    if (label !== undefined) {
      const duration = Number(length ?? 0);
      info = { ...(duration > 0 && { duration }), ...(label.trim() !== '' && { label: label.trim() }) };
    } else if (line.startsWith('#')) {
      name = NAME.exec(line)?.[1]?.trim() || name;
    } else {
      entries.push({ line: i + 1, location: line, ...info });
      info = {};
    }
  }
  return { name, entries };
}

/** In UTF-8, extended. */
export function writeM3u(name: string, tracks: readonly WrittenTrack[]): string {
  const lines = ['#EXTM3U', `#PLAYLIST:${oneLine(name)}`];
  for (const { path, artist, title, duration } of tracks) {
    const label = [artist, title].filter((text) => text !== '').join(' - ');
    // Players take a line that begins with # for a comment.
    lines.push(`#EXTINF:${Math.round(duration)},${oneLine(label)}`, path.startsWith('#') ? `./${path}` : path);
  }
  return `${lines.join('\n')}\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
