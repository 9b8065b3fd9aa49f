import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

it('removes the fields that a track has', () => {
  expect(
    changeTags('clear', { fields: 'comment, lyrics,mood' }, { comment: ['x'], lyrics: ['y'], title: ['T'] }),
  ).toEqual({ comment: null, lyrics: null });
});
