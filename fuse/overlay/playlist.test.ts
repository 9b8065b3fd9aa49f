import { describe, expect, it } from 'vitest';
import { playlistText } from './playlist.ts';

const line = (
  id: number,
  title: string,
): { id: number; artist: string; title: string; duration: number; changedAt: number } => ({
  id,
  artist: 'A',
  title,
  duration: 61.6,
  changedAt: 0,
});

describe('a playlist', () => {
  it('is an M3U8 with the length and name of each track before its path', () => {
    expect(playlistText('Quiet', [line(1, 'One')], () => 'Quiet/One.flac')).toBe(
      '#EXTM3U\n#PLAYLIST:Quiet\n#EXTINF:62,A - One\nQuiet/One.flac\n',
    );
  });

  it('names a track by what it has: artist, title or neither', () => {
    const lines = [
      { ...line(1, '  One  '), artist: '' },
      line(2, ''),
      { ...line(3, ''), artist: '' },
      { ...line(4, 'Four '), duration: 61.4 },
    ];
    expect(playlistText(' Quiet ', lines, (id) => `${id}`)).toBe(
      '#EXTM3U\n#PLAYLIST:Quiet\n#EXTINF:62,One\n1\n#EXTINF:62,A\n2\n#EXTINF:62,\n3\n#EXTINF:61,A - Four\n4\n',
    );
  });

  it('leaves out tracks that are not shown', () => {
    expect(
      playlistText('Quiet', [line(1, 'One'), line(2, 'Two')], (id) => (id === 1 ? null : 'Two.flac')),
    ).not.toContain('One');
  });

  it('keeps a line a line, whatever the tags say, and a path a path', () => {
    const lines = playlistText('a\nb', [line(1, 'Two\r\nlines')], () => '#1 hits/x.flac').split('\n');
    expect(lines).toEqual(['#EXTM3U', '#PLAYLIST:a b', '#EXTINF:62,A - Two lines', './#1 hits/x.flac', '']);
  });
});
