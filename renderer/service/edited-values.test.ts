import { beforeEach, describe, expect, it } from 'vitest';
import type { EditEntry } from '../../app/model/history.ts';
import { keepEdited, takeEdited, useEditedValues } from './edited-values.ts';

function edit(trackId: number, field: string, value: string): EditEntry {
  return { batch: 1, trackId, author: 'you', at: 0, field, before: null, after: [value], undoneBy: null };
}

const kept = (): Record<number, string[]> =>
  Object.fromEntries(
    [...useEditedValues.getState().byTrack].map(([id, edits]) => [
      id,
      Object.values(edits).map(({ field, after }) => `${field}=${after?.join('; ')}`),
    ]),
  );

beforeEach(() => useEditedValues.setState({ byTrack: new Map() }));

describe('edits that the service has acknowledged', () => {
  it('are kept by track and field, the last one of a field', () => {
    keepEdited([edit(1, 'title', 'a'), edit(2, 'title', 'b')]);
    keepEdited([edit(1, 'genre', 'c')]);
    keepEdited([edit(2, 'title', 'd')]);
    expect(kept()).toEqual({ 1: ['title=a', 'genre=c'], 2: ['title=d'] });
  });

  it('are dropped when what was asked for after them has come', () => {
    keepEdited([edit(1, 'title', 'a')]);
    const drop = takeEdited();
    drop();
    expect(kept()).toEqual({});
  });

  it('stay where they came while others were waited for', () => {
    keepEdited([edit(1, 'title', 'a'), edit(2, 'title', 'b')]);
    const drop = takeEdited();
    keepEdited([edit(2, 'title', 'c'), edit(3, 'title', 'd')]);
    drop();
    expect(kept()).toEqual({ 2: ['title=c'], 3: ['title=d'] });
  });
});
