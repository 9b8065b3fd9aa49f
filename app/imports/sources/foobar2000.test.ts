import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { recordOf } from '../import-record.ts';
import { readFoobar2000 } from './foobar2000.ts';

function read(entries: string): unknown[] {
  const path = join(temporaryFolder(), 'stats.xml');
  writeFileSync(
    path,
    `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<PlaybackStatistics Version="3.0">${entries}</PlaybackStatistics>`,
  );
  return [...readFoobar2000(path)];
}

/** As Windows counts: 100 ns since 1601. */
const ticks = (time: number): string => String(BigInt(time + 11_644_473_600_000) * 10_000n);

it('reads counts, times and ratings of an entry, and the places of its items', () => {
  const [played, added] = [Date.UTC(2024, 0, 2), Date.UTC(2020, 5, 6)];
  expect(
    read(`<Entry ID="d1" Count="14" LastPlayed="${ticks(played)}" Added="${ticks(added)}" Rating="4">
      <Item Subsong="0" Path="C:\\Music\\a.flac"/><Item Path="file:///music/b.flac"/></Entry>`),
  ).toEqual([
    {
      type: 'track',
      record: recordOf({
        path: Buffer.from('C:/Music/a.flac'),
        copies: [Buffer.from('/music/b.flac')],
        plays: 14,
        rating: 4,
        lastPlayed: played,
        added,
      }),
    },
  ]);
});

it('takes the times for people where there are no others, and an entry without items as one without a place', () => {
  expect(read('<Entry Count="1" LastPlayedFriendly="2024-01-02 03:04:05" Added="0"/>')).toEqual([
    { type: 'track', record: recordOf({ plays: 1, lastPlayed: new Date(2024, 0, 2, 3, 4, 5).getTime() }) },
  ]);
});

it('takes paths that the program marks as files', () => {
  expect(read(String.raw`<Entry><Item Path="file://C:\a b.mp3"/></Entry>`)).toMatchObject([
    { record: { path: Buffer.from('C:/a b.mp3') } },
  ]);
});
