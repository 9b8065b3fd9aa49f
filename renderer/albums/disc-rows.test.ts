import { describe, expect, it } from 'vitest';
import type { AlbumCompleteness } from '../../app/model/albums.ts';
import type { TrackRow } from '../../app/model/tracks.ts';
import { discRows } from './disc-rows.ts';

const disc = (number: number | null, ...numbers: (number | null)[]) => ({
  disc: number,
  subtitle: '',
  tracks: numbers.map((trackNumber) => ({ trackNumber }) as TrackRow),
});
const gaps = (...found: AlbumCompleteness['gaps']): AlbumCompleteness => ({
  state: 'incomplete',
  missing: 1,
  missingDiscs: [],
  gaps: found,
});
const words = (...argument: Parameters<typeof discRows>) =>
  discRows(...argument)
    .map((row) => (row.kind === 'track' ? String(row.track.trackNumber) : `(${row.from}–${row.to})`))
    .join(' ');

describe('the rows of a disc', () => {
  it('show the missing numbers in their places', () => {
    expect(
      words(
        disc(1, 2, 5),
        gaps({
          disc: 1,
          numbers: [
            [1, 1],
            [3, 4],
            [6, 6],
          ],
        }),
      ),
    ).toBe('(1–1) 2 (3–3) (4–4) 5 (6–6)');
  });

  it('show those of their own disc alone, and of albums that number all discs through', () => {
    expect(words(disc(2, 1), gaps({ disc: 1, numbers: [[2, 2]] }, { disc: 2, numbers: [[3, 3]] }))).toBe('1 (3–3)');
    expect(words(disc(null, 1), gaps({ disc: null, numbers: [[2, 2]] }))).toBe('1 (2–2)');
  });

  it('show a long run of missing numbers as one', () => {
    expect(words(disc(1, 20), gaps({ disc: 1, numbers: [[1, 19]] }))).toBe('(1–19) 20');
  });

  it('show tracks without a number last', () => {
    expect(words(disc(1, 1, null), gaps({ disc: 1, numbers: [[2, 2]] }))).toBe('1 (2–2) null');
  });
});
