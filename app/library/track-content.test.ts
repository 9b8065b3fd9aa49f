import { expect, it } from 'vitest';
import { EffectiveTrack } from './effective-track.ts';
import { contentOf } from './track-content.ts';

it('has the columns, the folded genres and the composers of a track', () => {
  const track = new EffectiveTrack({ title: ['One'], genre: ['Čas', 'Jazz'], composer: ['A', 'B'] }, {}, 1, 'a.flac');
  expect(contentOf(track)).toEqual({
    columns: track.columns,
    hasArt: true,
    genres: [
      ['cas', 'Čas'],
      ['jazz', 'Jazz'],
    ],
    composer: 'A B',
    fileName: 'a.flac',
  });
});

it('of a track without genres, composer and picture has none', () => {
  expect(contentOf(new EffectiveTrack({}, {}, 0, 'a.flac'))).toMatchObject({ genres: [], composer: '', hasArt: false });
});
