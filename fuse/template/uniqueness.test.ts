import { describe, expect, it } from 'vitest';
import { compileTemplate } from './compile.ts';
import type { TemplateEntry } from './entry.ts';
import { formatPath, previewPaths } from './format-path.ts';
import { Uniqueness } from './uniqueness.ts';

const template = compileTemplate('$albumartist/$album%aunique{}/$track $title');

function track(id: number, tags: Record<string, string>, more: Partial<TemplateEntry> = {}): TemplateEntry {
  const lists = Object.fromEntries(
    Object.entries({ albumartist: 'Queen', title: `T${id}`, tracknumber: String(id % 100), ...tags }).map(
      ([key, value]) => [key, [value]],
    ),
  );
  return { id, tags: lists, extension: 'mp3', addedAt: 0, ...more };
}

function paths(entries: readonly TemplateEntry[]): Record<number, string> {
  return Object.fromEntries(previewPaths(template, entries));
}

describe('albums of one name', () => {
  it('are both told apart, by what differs', () => {
    const first = track(1, { album: 'Greatest Hits', date: '1981' });
    const second = track(2, { album: 'Greatest Hits', date: '1991' });
    expect(paths([first])).toEqual({ 1: 'Queen/Greatest Hits/01 T1.mp3' });
    expect(paths([first, second])).toEqual({
      1: 'Queen/Greatest Hits [1981]/01 T1.mp3',
      2: 'Queen/Greatest Hits [1991]/02 T2.mp3',
    });
  });

  it('are told apart by a number of theirs where nothing differs', () => {
    const entries = [
      track(4, { album: 'Live' }, { albumKey: 'a' }),
      track(5, { album: 'Live' }, { albumKey: 'b' }),
      track(6, { album: 'Live' }, { albumKey: 'b' }),
    ];
    expect(paths(entries)).toEqual({
      4: 'Queen/Live [4]/04 T4.mp3',
      5: 'Queen/Live [5]/05 T5.mp3',
      6: 'Queen/Live [5]/06 T6.mp3',
    });
  });

  it('are both told apart where one of them says nothing', () => {
    const entries = [track(1, { album: 'Hits', date: '1981' }), track(2, { album: 'Hits' })];
    expect(Object.values(paths(entries))).toEqual(['Queen/Hits [1]/01 T1.mp3', 'Queen/Hits [2]/02 T2.mp3']);
  });

  it('come out the same in whatever order the tracks came', () => {
    const entries = ['1981', '1991', '1981', '1999'].map((date, index) => track(index + 1, { album: 'Hits', date }));
    expect(paths(entries.toReversed())).toEqual(paths(entries));
  });

  it('are not split by the years of a sampler’s tracks', () => {
    const entries = ['1971', '1982'].map((date, index) => track(index + 1, { album: 'Hits', date, compilation: '1' }));
    expect(Object.values(paths(entries))).toEqual(['Queen/Hits/01 T1.mp3', 'Queen/Hits/02 T2.mp3']);
  });

  it('leave tracks without an album alone', () => {
    const entries = ['1971', '1982'].map((date, index) => track(index + 1, { date }));
    expect(Object.values(paths(entries))).toEqual(['Queen/Unknown Album/01 T1.mp3', 'Queen/Unknown Album/02 T2.mp3']);
  });

  it('take the identifiers, disambiguators and brackets they are told', () => {
    const by = compileTemplate('%upper{$album}%aunique{album,label,()}');
    const entries = [track(1, { album: 'X', label: 'EMI' }), track(2, { album: 'x', label: 'ECM/Sony', date: '1990' })];
    expect([...previewPaths(by, entries).values()]).toEqual(['X (EMI).mp3', 'X (ECM_Sony).mp3']);
  });

  it('tells which tracks have to move, and none that share nothing', () => {
    const uniqueness = new Uniqueness(template);
    for (let id = 10; id < 20; id += 1) uniqueness.add(track(id, { album: 'Other' }));
    expect(uniqueness.add(track(1, { album: 'Hits', date: '1981' }))).toEqual(new Set());
    expect(uniqueness.add(track(2, { album: 'Hits', date: '1981' }))).toEqual(new Set());
    expect(uniqueness.add(track(3, { album: 'Hits', date: '1991' }))).toEqual(new Set([1, 2]));
    expect(formatPath(template, track(1, { album: 'Hits', date: '1981' }), uniqueness)).toBe(
      'Queen/Hits [1981]/01 T1.mp3',
    );
    expect(uniqueness.add(track(3, { album: 'Hits', date: '1991' }))).toEqual(new Set());
    expect(uniqueness.remove(3)).toEqual(new Set([1, 2]));
    expect(formatPath(template, track(1, { album: 'Hits', date: '1981' }), uniqueness)).toBe('Queen/Hits/01 T1.mp3');
  });
});

describe('single tracks of one name', () => {
  it('are told apart by %sunique', () => {
    const by = compileTemplate('$artist - $title%sunique{}');
    const entries = ['2001', '2002'].map((date, index) => track(index + 1, { artist: 'A', title: 'B', date }));
    expect([...previewPaths(by, entries).values()]).toEqual(['A - B [2001].mp3', 'A - B [2002].mp3']);
  });
});

describe('paths that are equal after all', () => {
  it('keep the plain name for the oldest track and number the others', () => {
    const by = compileTemplate('$title');
    const entries = [9, 3, 5].map((id) => track(id, { title: 'Same' }));
    expect(Object.fromEntries(previewPaths(by, entries))).toEqual({
      3: 'Same.mp3',
      5: 'Same [#5].mp3',
      9: 'Same [#9].mp3',
    });
  });

  it('are seen where only the case differs, if the target does not tell case apart', () => {
    const entries = [track(1, { title: 'SAME' }), track(2, { title: 'Same' })];
    expect([...previewPaths(compileTemplate('$title'), entries).values()]).toEqual(['SAME.mp3', 'Same.mp3']);
    expect([...previewPaths(compileTemplate('$title', { target: 'portable' }), entries).values()]).toEqual([
      'SAME.mp3',
      'Same [#2].mp3',
    ]);
  });

  it('are no reason to rename a track of another name', () => {
    const by = compileTemplate('$title');
    const before = previewPaths(by, [track(1, { title: 'A' }), track(2, { title: 'B' })]);
    const after = previewPaths(by, [
      track(1, { title: 'A' }),
      track(2, { title: 'B' }),
      track(3, { title: 'A' }),
      track(4, { title: 'A [#3]' }),
    ]);
    expect(after.get(1)).toBe(before.get(1));
    expect(after.get(2)).toBe(before.get(2));
    expect(new Set(after.values()).size).toBe(4);
  });
});

it('shows what would be, and leaves everything as it is', () => {
  const uniqueness = new Uniqueness(template);
  const tracks = [
    track(1, { album: 'Hits', date: '1981' }),
    track(2, { album: 'Hits', date: '1991' }),
    track(3, { album: 'Best', date: '2001' }),
  ];
  for (const one of tracks) uniqueness.add(one);
  const seen = (): string[] => tracks.map((one) => formatPath(template, one, uniqueness));
  const before = seen();
  const moved = track(3, { album: 'Hits', date: '2001' });
  const alone = track(2, { album: 'Other', date: '1991' });
  expect(uniqueness.imagining([moved], () => [formatPath(template, moved, uniqueness), ...seen()])).toEqual([
    'Queen/Hits [2001]/03 T3.mp3',
    ...before.slice(0, 2),
    'Queen/Best [2001]/03 T3.mp3',
  ]);
  expect(uniqueness.imagining([alone], () => seen()[0])).toBe('Queen/Hits/01 T1.mp3');
  expect(seen()).toEqual(before);
  // Neither does anybody else have to be looked at again.
  for (const one of tracks) expect([...uniqueness.add(one)]).toEqual([]);
});
