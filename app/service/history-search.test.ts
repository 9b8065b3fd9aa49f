import { expect, it } from 'vitest';
import { historyHasWords, noteHistoryWords } from '../library/history-search/note-words.ts';
import { history } from '../library/reports.ts';
import { memoryLibrary, TESTER } from '../library/testing-library.ts';
import { HistorySearch } from './history-search.ts';

it('finds what was changed a moment ago, and notes the words of each change once', async () => {
  const { connection, edits, add } = memoryLibrary();
  let notes = 0;
  const search = new HistorySearch({
    read: {
      history: async ({ limit, ...filter }) => history(connection, limit, filter),
      historyHasWords: async () => historyHasWords(connection),
    },
    write: {
      noteHistoryWords: async () => {
        notes += 1;
        return noteHistoryWords(connection);
      },
    },
  });
  const id = add({ tags: { title: ['Dusk'] } });
  const found = async (word: string): Promise<number[]> =>
    (await search.list({ limit: 9, find: [[word]] })).map((batch) => batch.id);
  expect(await found('dusk')).toEqual([]);
  expect(notes).toBe(0);
  const { batch } = edits.apply([id], { mood: ['calm'] }, TESTER);
  expect(await Promise.all([found('calm'), found('dusk'), found('rock')])).toEqual([[batch], [batch], []]);
  expect(notes).toBe(1);
  const next = edits.apply([id], { mood: ['rock'] }, TESTER).batch;
  expect(await found('rock')).toEqual([next]);
  await search.close();
});
