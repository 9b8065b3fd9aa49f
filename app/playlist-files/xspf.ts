/** XSPF (version 1 of the specification of xspf.org): playlists as XML, with addresses and tags of each track. */
import type { FileEntry, PlaylistFile, WrittenTrack } from './playlist-file.ts';
import { PlaylistFileError } from './playlist-file.ts';
import { xmlEvents, xmlText } from './xml-events.ts';

/** What is read of a track; the first of several counts. */
const FIELDS = ['location', 'title', 'creator', 'duration'] as const;
type FieldName = (typeof FIELDS)[number];

/** @throws PlaylistFileError */
export function readXspf(text: string): PlaylistFile {
  const path: string[] = [];
  const entries: FileEntry[] = [];
  let name: string | null = null;
  let track: { line: number; fields: Partial<Record<FieldName, string>> } | null = null;
  let content = '';
  for (const event of xmlEvents(text)) {
    if (event.kind === 'text') {
      content += event.text;
      continue;
    }
    if (event.kind === 'start') {
      path.push(event.name);
      if (path.length === 1 && event.name !== 'playlist') {
        throw new PlaylistFileError(`line ${event.line}: this is no XSPF playlist, but <${event.name}>`);
      }
      if (path.join('/') === 'playlist/tracklist/track') track = { line: event.line, fields: {} };
    } else {
      const where = path.join('/');
      const field = FIELDS.find((one) => where === `playlist/tracklist/track/${one}`);
      if (field && track) track.fields[field] ??= content.trim();
      else if (where === 'playlist/title') name = content.trim() || null;
      else if (where === 'playlist/tracklist/track' && track) entries.push(entryOf(track.line, track.fields));
      path.pop();
    }
    content = '';
  }
  if (path.length === 0 && text.trim() === '') throw new PlaylistFileError('the file is empty');
  return { name, entries };
}

function entryOf(line: number, { location, title, creator, duration }: Partial<Record<FieldName, string>>): FileEntry {
  const seconds = Number(duration ?? 0) / 1000;
  return {
    line,
    location: location || null,
    ...(creator && { artist: creator }),
    ...(title && { title }),
    ...(seconds > 0 && { duration: seconds }),
  };
}

export function writeXspf(name: string, tracks: readonly WrittenTrack[]): string {
  const element = (tag: string, text: string): string => (text === '' ? '' : `<${tag}>${xmlText(text)}</${tag}>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<playlist version="1" xmlns="http://xspf.org/ns/0/">',
    `  ${element('title', name)}`,
    '  <trackList>',
    ...tracks.map(
      ({ path, artist, title, album, duration }) =>
        `    <track>${element('location', addressOf(path))}${element('title', title)}${element('creator', artist)}` +
        `${element('album', album)}<duration>${Math.round(duration * 1000)}</duration></track>`,
    ),
    '  </trackList>',
    '</playlist>',
    '',
  ].join('\n');
}

/** Absolute paths as addresses of files, others as relative addresses. */
function addressOf(path: string): string {
  const encoded = path.toWellFormed().split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${encoded}`;
  // A colon in the first name would make a scheme of what is before it; encodeURIComponent encodes it.
  return encoded;
}
