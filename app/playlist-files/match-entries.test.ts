import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import { EntryMatcher } from './match-entries.ts';
import type { FileEntry } from './playlist-file.ts';

let library: MemoryLibrary;
let ids: Record<string, number>;

const match = (location: string | null, more: Partial<FileEntry> = {}): string | null => {
  const found = new EntryMatcher(library.connection).match({ line: 1, location, ...more }, '/music/lists');
  return Object.keys(ids).find((name) => ids[name] === found) ?? null;
};

beforeEach(() => {
  library = memoryLibrary();
  const add = (folder: string, name: string, artist: string, title: string, duration = 100): number =>
    library.add({ folder, name, duration, tags: { artist: [artist], title: [title] } });
  ids = {
    one: add('/music/Hall/Dusk', '01 Frantic.flac', 'Hall', 'Frantic'),
    other: add('/music/Tide/Dawn', '01 Frantic.flac', 'Tide', 'Frantic', 200),
    accent: add('/music/Café', 'Über.mp3'.normalize('NFD'), 'Émile', 'Über - Mensch', 50),
    alone: add('/music/x', 'Siege.ogg', 'Tide', 'Siege', 30),
    live: add('/music/y', 'Siege live.ogg', 'Tide', 'Siege', 300),
  };
});

describe('the track of an entry is found', () => {
  it.each<[string, string | null, Partial<FileEntry>, string | null]>([
    ['by its path', '/music/x/Siege.ogg', {}, 'alone'],
    ['by its relative path', '../x/Siege.ogg', {}, 'alone'],
    ['by its address', 'file:///music/x/Siege.ogg', {}, 'alone'],
    ['in either form of Unicode', '/music/Café/Über.mp3', {}, 'accent'],
    ['without regard to case', '/MUSIC/X/siege.OGG', {}, 'alone'],
    ['by the last parts of a path of Windows', 'D:\\Musik\\Hall\\Dusk\\01 Frantic.flac', {}, 'one'],
    ['by the last parts of a path of another machine', '/home/me/Tide/Dawn/01 frantic.flac', {}, 'other'],
    ['by its name without the extension, if it was encoded anew', '/old/Tide/Dawn/01 Frantic.mp3', {}, 'other'],
    ['by its name alone, where the entry has no folder', 'Siege.mp3', {}, 'alone'],
    ['by its name and length, where no folder agrees', '/old/Siege.ogg', { duration: 31 }, 'alone'],
    ['by artist, title and length', '/old/7.mp3', { label: 'Tide - Siege', duration: 299 }, 'live'],
    ['by a title that has a dash', null, { label: 'Émile – Über - Mensch', duration: 50 }, 'accent'],
    ['by artist and title of their own', null, { artist: 'hall', title: 'FRANTIC' }, 'one'],
  ])('%s', (_how, location, more, name) => {
    expect(match(location, more)).toBe(name);
  });

  it('also where its file is missing, and rather where it is there', () => {
    const gone = library.add({ folder: '/gone/x', name: 'Siege.ogg', missingSince: 5 });
    ids['gone'] = gone;
    expect(match('/gone/x/Siege.ogg')).toBe('gone');
    expect(match('/other/x/Siege.ogg')).toBe('alone');
  });
});

describe('no track is found', () => {
  it.each<[string, string | null, Partial<FileEntry>]>([
    ['for two that fit as well', '/other/01 Frantic.flac', {}],
    ['for a name alone whose folder disagrees', '/old/Siege.ogg', {}],
    ['for another length', null, { artist: 'Hall', title: 'Frantic', duration: 150 }],
    ['for two of the same name without a length', null, { artist: 'Tide', title: 'Siege' }],
    ['for a stream', 'http://radio.example/Siege.ogg', {}],
    ['for a label without a dash', null, { label: 'Siege' }],
    ['for nothing', '', {}],
  ])('%s', (_why, location, more) => {
    expect(match(location, more)).toBeNull();
  });
});
