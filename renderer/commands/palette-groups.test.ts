import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../catalog/commands.ts';
import { PAGES } from '../catalog/pages.ts';
import { commandGroups } from './palette-groups.ts';

const namesOf = (typed: string, chosen = 0): string[] =>
  commandGroups(typed, chosen).flatMap(({ lines }) => lines.map(({ parts }) => parts.map(({ text }) => text).join('')));

describe('the commands of the palette', () => {
  it('are all of the table that take one track and all pages where nothing is typed, those for the chosen track first', () => {
    const groups = commandGroups('', 1);
    expect(groups.map(({ title }) => title)).toEqual(['With the track', 'Commands', 'Pages']);
    expect(groups.flatMap(({ lines }) => lines)).toHaveLength(
      COMMANDS.filter((command) => command.id !== 'palette' && !('tracks' in command && 'several' in command.tracks))
        .length + PAGES.length,
    );
  });

  it('leave out what needs tracks where none is chosen, and what takes one where several are', () => {
    expect(namesOf('star')).toEqual([]);
    expect(namesOf('star', 3)).toEqual(['1 star', '2 stars', '3 stars', '4 stars', '5 stars']);
    expect(namesOf('find similar', 2)).toEqual([]);
    expect(namesOf('compare sounds', 1)).toEqual([]);
    expect(namesOf('compare sounds', 2)).toEqual(['Compare sounds']);
    expect(namesOf('find similar', 1)).toEqual(['Find similar']);
    expect(commandGroups('play', 12)[0]?.title).toBe('With the 12 tracks');
  });

  it('come with the best match first', () => {
    expect(namesOf('pla', 1).slice(0, 3)).toEqual(['Play', 'Play next', 'Play more like this']);
  });

  it('are found by other words, which are said', () => {
    const [line] = commandGroups('love', 1)[0]?.lines ?? [];
    expect(line).toMatchObject({ id: 'favourite', note: 'also love', keys: 'F' });
  });

  it('show what matches', () => {
    const [line] = commandGroups('und', 0)[0]?.lines ?? [];
    expect(line?.parts).toEqual([
      { text: 'Und', matches: true, at: 0 },
      { text: 'o', matches: false, at: 3 },
    ]);
  });
});
