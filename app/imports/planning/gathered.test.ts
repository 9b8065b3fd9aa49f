import { expect, it } from 'vitest';
import { recordOf } from '../import-record.ts';
import { gathered } from './gathered.ts';

it('keeps what one record says', () => {
  const record = recordOf({ rating: 3, plays: 2, notes: 'n', added: 5, fields: { mood: ['calm'] } });
  expect(gathered([record])).toMatchObject({ rating: 3, plays: 2, notes: ['n'], added: 5, fields: { mood: ['calm'] } });
  expect(gathered([recordOf({})]).notes).toEqual([]);
});

it('joins what several records say of one track', () => {
  expect(
    gathered([
      recordOf({ rating: 3, plays: 2, skips: 1, notes: 'n', added: 9, lastPlayed: 5, fields: { mood: ['calm'] } }),
      recordOf({ plays: 3, notes: 'm', added: 4, favourite: true, fields: { mood: ['loud'], key: ['C'] } }),
      recordOf({ rating: 4.5, notes: 'n', lastPlayed: 7, lastSkipped: 8 }),
    ]),
  ).toEqual({
    rating: 4.5,
    favourite: true,
    notes: ['n', 'm'],
    plays: 5,
    skips: 1,
    lastPlayed: 7,
    lastSkipped: 8,
    added: 4,
    fields: { mood: ['calm'], key: ['C'] },
  });
  expect(gathered([recordOf({}), recordOf({})])).toMatchObject({ rating: null, added: null, lastPlayed: null });
});
