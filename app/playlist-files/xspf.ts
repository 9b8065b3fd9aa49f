/** XSPF (version 1 of the specification of xspf.org): playlists as XML, with addresses and tags of each track. */
import { readXml } from '../xml/read-xml.ts';
import { xmlText } from '../xml/xml-text.ts';
import type { FileEntry, PlaylistFile, WrittenTrack } from './playlist-file.ts';
import { PlaylistFileError } from './playlist-file.ts';

/** What is read of a track; the first of several counts. */
const FIELDS = ['location', 'title', 'creator', 'duration'] as const;
type FieldName = (typeof FIELDS)[number];

/** @throws PlaylistFileError, XmlError */
export function readXspf(text: string): PlaylistFile {
  if (text.trim() === '') throw new PlaylistFileError('the file is empty');
  const path: string[] = [];
  const entries: FileEntry[] = [];
  let name: string | null = null;
  let track: { line: number; fields: Partial<Record<FieldName, string>> } | null = null;
  let content = '';
  for (const event of readXml([text])) {
    if (event.type === 'text') {
      content += event.text;
      continue;
    }
    if (event.type === 'open') {
      path.push(localName(event.name));
      if (path.length === 1 && path[0] !== 'playlist') {
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
  return { name, entries };
}

/** Names without the prefix of their namespace; programs differ in their case. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
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
