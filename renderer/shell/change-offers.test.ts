import { beforeAll, expect, it } from 'vitest';
import type { EditBatch } from '../../app/model/history.ts';
import { learnFields } from '../words/field-names.ts';
import { TESTING_FIELDS } from '../words/testing-fields.ts';
import { asksForChanges, changeOffers } from './change-offers.ts';

beforeAll(() => learnFields(TESTING_FIELDS));

const batch = (id: number, more: Partial<EditBatch> = {}): EditBatch => ({
  id,
  author: 'ida',
  at: 1,
  note: '',
  tracks: 2,
  fields: ['genre'],
  playlists: [],
  changes: [{ field: 'genre', before: ['Folk'], after: ['Rock'] }],
  undoes: null,
  undoneBy: null,
  ...more,
});

it('offers the changes in force that match what is typed, the last ones first', () => {
  const title = { fields: ['title'], changes: [{ field: 'title', before: ['a'], after: ['b'] }] } as const;
  const batches = [batch(5, { undoes: 4 }), batch(4, { undoneBy: 5 }), batch(3, title), batch(2), batch(1)];
  expect(changeOffers('undo', batches).map(({ line }) => line.id)).toEqual(['undo:3', 'undo:2', 'undo:1']);
  const [offer, ...others] = changeOffers('undo title', batches);
  expect(others).toEqual([]);
  expect(offer?.line.parts.map(({ text }) => text).join('')).toBe('Undo: Title: a → b · 2 tracks');
  expect(offer?.line.note).toBe('by ida');
});

it('lists eight changes', () => {
  const batches = Array.from({ length: 12 }, (_, index) => batch(20 - index));
  expect(changeOffers('undo', batches)).toHaveLength(8);
});

it('asks for changes where undo is typed as a word', () => {
  expect(['undo', ' Undo gen', 'undoing', 'und', ''].map(asksForChanges)).toEqual([true, true, false, false, false]);
});
