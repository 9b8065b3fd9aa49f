import { expect, it } from 'vitest';
import { askWhichTracks, useQuestion } from './which-tracks.ts';

it('asks which tracks are meant until it is answered', async () => {
  const answer = askWhichTracks(23, 16);
  expect(useQuestion.getState().asked).toMatchObject({ selected: 23, hidden: 16 });
  useQuestion.getState().asked?.answer('shown');
  expect(await answer).toBe('shown');
  expect(useQuestion.getState().asked).toBeNull();
});

it('takes a new question as no answer to the one before', async () => {
  const first = askWhichTracks(2, 1);
  const second = askWhichTracks(5, 4);
  expect(await first).toBeNull();
  expect(useQuestion.getState().asked).toMatchObject({ selected: 5 });
  useQuestion.getState().asked?.answer('all');
  expect(await second).toBe('all');
});
