/**
 * The music of the demo library: two albums of two invented artists, composed for Descant. Every piece is a short score
 * from which `render-piece.ts` makes sound.
 *
 * Two things are wrong on purpose, so that Review has something to show: a genre is spelled in two ways, and a piece has
 * no year.
 */

export type Scale = 'major' | 'minor';

export interface Piece {
  readonly title: string;
  /** Name of the tonic with its scale, as in the tag: `Am`, `C`. */
  readonly key: string;
  /** MIDI number of the tonic below the melody. */
  readonly tonic: number;
  readonly scale: Scale;
  /** Beats a minute. */
  readonly bpm: number;
  /** One chord a bar, as steps of the scale above the tonic. */
  readonly chords: readonly number[];
  /** Eighths of a bar, repeated: a step of the scale above the chord, or `null` for silence. */
  readonly melody: readonly (number | null)[];
  readonly genre: string;
  readonly year: number | null;
}

export interface DemoAlbum {
  readonly artist: string;
  readonly title: string;
  /** Which instruments play. */
  readonly band: 'lanterns' | 'clockwork';
  readonly pieces: readonly Piece[];
}

export const DEMO_ALBUMS: readonly DemoAlbum[] = [
  {
    artist: 'Ada Quill',
    title: 'Paper Lanterns',
    band: 'lanterns',
    pieces: [
      {
        title: 'First Light',
        key: 'C',
        tonic: 60,
        scale: 'major',
        bpm: 84,
        genre: 'Ambient',
        year: 2021,
        chords: [0, 5, 3, 4, 0],
        melody: [0, null, 2, null, 4, null, 2, 7],
      },
      {
        title: 'Lanterns on the Water',
        key: 'Am',
        tonic: 57,
        scale: 'minor',
        bpm: 76,
        genre: 'Ambient',
        year: 2021,
        chords: [0, 5, 2, 6, 0],
        melody: [0, 4, null, 2, null, 4, 7, null],
      },
      {
        title: 'Slow Ferry',
        key: 'F',
        tonic: 53,
        scale: 'major',
        bpm: 66,
        genre: 'Ambient',
        year: 2021,
        chords: [0, 3, 0, 4, 0],
        melody: [4, null, null, 2, 4, null, 0, null],
      },
      {
        title: 'Half Asleep',
        key: 'Dm',
        tonic: 62,
        scale: 'minor',
        bpm: 72,
        genre: 'ambient',
        year: 2021,
        chords: [0, 3, 5, 4, 0],
        melody: [7, null, 4, null, 2, null, 4, null],
      },
      {
        title: 'The Last Lantern',
        key: 'G',
        tonic: 55,
        scale: 'major',
        bpm: 80,
        genre: 'Ambient',
        year: null,
        chords: [0, 4, 5, 3, 0],
        melody: [0, 2, 4, null, 7, null, 4, 2],
      },
    ],
  },
  {
    artist: 'The Escapement',
    title: 'Clockwork',
    band: 'clockwork',
    pieces: [
      {
        title: 'Winding Up',
        key: 'Em',
        tonic: 52,
        scale: 'minor',
        bpm: 108,
        genre: 'Electronic',
        year: 2023,
        chords: [0, 3, 5, 4, 0, 3, 4, 0],
        melody: [0, 7, 4, 7, 2, 7, 4, 2],
      },
      {
        title: 'Escapement',
        key: 'Am',
        tonic: 57,
        scale: 'minor',
        bpm: 126,
        genre: 'Electronic',
        year: 2023,
        chords: [0, 3, 0, 4, 0, 3, 4, 0],
        melody: [0, 2, 4, 7, 4, 2, 4, 7],
      },
      {
        title: 'Seventeen Jewels',
        key: 'C',
        tonic: 60,
        scale: 'major',
        bpm: 120,
        genre: 'Electronic',
        year: 2023,
        chords: [0, 4, 5, 3, 0, 4, 5, 3],
        melody: [0, null, 4, 0, null, 4, 7, null],
      },
      {
        title: 'Night Shift',
        key: 'F#m',
        tonic: 54,
        scale: 'minor',
        bpm: 132,
        genre: 'Electronic',
        year: 2023,
        chords: [0, 0, 5, 4, 0, 0, 5, 0],
        melody: [0, 0, 7, 0, 0, 7, 4, 2],
      },
      {
        title: 'Midnight Strike',
        key: 'Dm',
        tonic: 50,
        scale: 'minor',
        bpm: 124,
        genre: 'Electronic',
        year: 2023,
        chords: [0, 5, 3, 4, 0, 5, 3, 0],
        melody: [7, 4, 2, 0, 7, 4, 2, 4],
      },
    ],
  },
];
