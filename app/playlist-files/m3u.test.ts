import { describe, expect, it } from 'vitest';
import { fileText } from './file-text.ts';
import { readM3u, writeM3u } from './m3u.ts';

describe('an M3U file', () => {
  it('has a line for each track, with its length and label in the line before', () => {
    const text =
      '#EXTM3U\r\n#PLAYLIST: Road \r\n#EXTINF:187,Hall - Frantic\r\na/b.mp3\r\n\r\n# comment\r\n c d.flac \r\n';
    expect(readM3u(text)).toEqual({
      name: 'Road',
      entries: [
        { line: 4, location: 'a/b.mp3', duration: 187, label: 'Hall - Frantic' },
        { line: 7, location: 'c d.flac' },
      ],
    });
  });

  it.each([
    ['#EXTINF:-1,Radio', { label: 'Radio' }],
    ['#EXTINF:0,', {}],
    ['#EXTINF:12.5 tvg-id="x",A - B', { duration: 12.5, label: 'A - B' }],
    ['#extinf:7,a, b', { duration: 7, label: 'a, b' }],
    ['#EXTINF:nothing', {}],
  ])('may say of a track %s', (line, info) => {
    expect(readM3u(`${line}\nx`).entries).toEqual([{ line: 2, location: 'x', ...info }]);
  });

  it('comes back as it was written, also with names that begin with a sign or have line breaks in their tags', () => {
    const track = { artist: 'Hall', title: 'Fran\ntic', album: '', duration: 187.4 };
    const text = writeM3u('Road\n1', [
      { ...track, path: '#1.mp3' },
      { ...track, artist: '', path: '/m/ä.flac' },
    ]);
    expect(text).toBe(
      '#EXTM3U\n#PLAYLIST:Road 1\n#EXTINF:187,Hall - Fran tic\n./#1.mp3\n#EXTINF:187,Fran tic\n/m/ä.flac\n',
    );
    expect(readM3u(text).entries.map(({ location }) => location)).toEqual(['./#1.mp3', '/m/ä.flac']);
  });

  it.each([
    ['UTF-8', Buffer.from('ä.mp3')],
    ['UTF-8 with its mark', Buffer.from('\ufeffä.mp3')],
    ['Latin-1', Buffer.from('ä.mp3', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffä.mp3', 'utf16le')],
    ['UTF-16 with the greater byte first', Buffer.from('\ufeffä.mp3', 'utf16le').swap16()],
  ])('may be in %s', (_encoding, bytes) => {
    expect(readM3u(fileText(bytes)).entries).toEqual([{ line: 1, location: 'ä.mp3' }]);
  });
});
