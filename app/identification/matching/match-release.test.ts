import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../audio/test-signals.ts';
import { creditOf, fileOf, releaseOf, soundOf, trackOf } from '../testing/rows.ts';
import { VARIOUS_ARTISTS } from '../release.ts';
import { commonest, matchRelease } from './match-release.ts';

const SALT = releaseOf({
  id: 'salt',
  title: 'Salt and Copper',
  credits: creditOf('North Harbour'),
  date: '2016-09-02',
  tracks: [
    trackOf('Harbour Lights', 1, { length: 193, recordingId: 'a', credits: creditOf('North Harbour') }),
    trackOf('Salt', 2, { length: 240, recordingId: 'b', credits: creditOf('North Harbour') }),
    trackOf('Last Ferry', 3, { length: 231, recordingId: 'c', credits: creditOf('North Harbour') }),
  ],
});
const shared = { album: 'Salt and Copper', artist: 'North Harbour', year: 2016 };
const FILES = [
  fileOf({ id: 1, ...shared, title: 'Harbour Lights', number: 1, length: 193 }),
  fileOf({ id: 2, ...shared, title: 'Salt', number: 2, length: 240 }),
  fileOf({ id: 3, ...shared, title: 'Last Ferry', number: 3, length: 231 }),
];
const pairsOf = (match: ReturnType<typeof matchRelease>) => match.pairs.map(({ id, track }) => [id, track]);

describe('files and a release', () => {
  it('have the score 1 where everything is the same', () => {
    const match = matchRelease(FILES, [], SALT);
    expect(match).toMatchObject({ score: 1, missing: [], extra: [] });
    expect(match.pairs.every(({ score, bySound }) => score === 1 && !bySound)).toBe(true);
  });

  it('are paired by titles where numbers are wrong, and by numbers and lengths where titles are', () => {
    const mixed = FILES.map((file, at) => ({ ...file, number: [2, 3, 1][at]! }));
    expect(pairsOf(matchRelease(mixed, [], SALT))).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
    const nameless = FILES.map((file) => ({ ...file, title: '', fileName: `0${file.number}`, number: null }));
    expect(pairsOf(matchRelease(nameless, [], SALT))).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
  });

  it('are paired by the sound whatever the tags say', () => {
    const wrong = FILES.map((file, at) => ({ ...file, title: FILES[(at + 1) % 3]!.title, number: ((at + 1) % 3) + 1 }));
    const heard = [
      soundOf({ id: 1, recordings: ['x', 'a'] }),
      soundOf({ id: 2, recordings: ['b'] }),
      soundOf({ id: 3, recordings: ['c'] }),
    ];
    const match = matchRelease(wrong, heard, SALT);
    expect(pairsOf(match)).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
    expect(match.pairs.every(({ bySound }) => bySound)).toBe(true);
    expect(match.score).toBeGreaterThan(0.9);
    // Without the sound they would be other tracks.
    expect(pairsOf(matchRelease(wrong, [], SALT))).not.toEqual(pairsOf(match));
  });

  it('are no pair where the sound is another recording', () => {
    const others = FILES.map(({ id }) => soundOf({ id, recordings: [`other ${id}`] }));
    expect(matchRelease(FILES, others, SALT)).toMatchObject({
      score: 0,
      pairs: [],
      extra: [1, 2, 3],
      missing: [0, 1, 2],
    });
  });

  it('tell tracks without a file and files without a track', () => {
    const demo = fileOf({ id: 9, ...shared, title: 'Salt (demo)', number: 12, length: 171 });
    const match = matchRelease([FILES[0]!, FILES[1]!, demo], [], SALT);
    expect(match).toMatchObject({ missing: [2], extra: [9] });
    expect(match.score).toBeLessThan(0.95);
  });

  it('miss no hidden track, and pair one that is there', () => {
    const hidden = trackOf('Before', 0, { length: 60 });
    const release = { ...SALT, tracks: [hidden, ...SALT.tracks] };
    expect(matchRelease(FILES, [], release)).toMatchObject({ score: 1, missing: [] });
    const file = fileOf({ id: 4, ...shared, title: 'Before', number: 0, length: 60 });
    expect(pairsOf(matchRelease([file, ...FILES], [], release))).toContainEqual([4, 0]);
  });

  it('take the number of a second disc from its own beginning or from that of the first', () => {
    const second = SALT.tracks.map((track) => ({ ...track, disc: 2, title: `${track.title} II`, recordingId: '' }));
    const release = {
      ...SALT,
      tracks: [...SALT.tracks, ...second],
      media: [1, 2].map((position) => ({ position, title: '', format: '', tracks: 3 })),
    };
    const onDisc = matchRelease([fileOf({ id: 1, number: 2, disc: 2, length: 240 })], [], release);
    expect(pairsOf(onDisc)).toEqual([[1, 4]]);
    const inAll = matchRelease([fileOf({ id: 1, number: 5, length: 240 })], [], release);
    expect(pairsOf(inAll)).toEqual([[1, 4]]);
  });

  it('do not hold the artists of a compilation against it', () => {
    const various = [{ name: 'Various Artists', sortName: '', id: VARIOUS_ARTISTS, join: '' }];
    expect(matchRelease(FILES, [], { ...SALT, credits: various }).score).toBe(1);
    expect(matchRelease(FILES, [], { ...SALT, credits: creditOf('Somebody Else') }).score).toBeLessThan(0.95);
  });

  it('leave out what neither side tells', () => {
    const bare = fileOf({ id: 1, length: 193, number: 1 });
    const match = matchRelease([bare], [], { ...SALT, tracks: [SALT.tracks[0]!] });
    expect(Object.keys(match.distances).toSorted()).toEqual(['extra', 'missing', 'tracks']);
  });

  it('find every track of a thousand', () => {
    const random = seededRandom(5);
    const words = Array.from({ length: 60 }, () => random().toString(36).slice(2, 8));
    const word = (): string => words[Math.floor(random() * words.length)]!;
    const tracks = Array.from({ length: 1000 }, (_, at) =>
      trackOf(`Symphony ${at % 40}: ${word()} ${word()} con ${word()} e ${word()}`, at + 1, {
        length: 60 + Math.floor(random() * 600),
      }),
    );
    const order = tracks.map((_, at) => at).sort(() => random() - 0.5);
    const files = order.map((at) =>
      fileOf({
        id: at + 1,
        title: tracks[at]!.title.toLowerCase().replace('e', 'a'),
        length: tracks[at]!.length! + 2,
        number: at + 1,
      }),
    );
    const match = matchRelease(files, [], releaseOf({ id: 'box', tracks }));
    expect(match.pairs.filter(({ id, track }) => id === track + 1)).toHaveLength(1000);
  });
});

it('the commonest value is the one of most that are not empty', () => {
  expect(commonest(['', 'a', '', 'b', 'b'])).toBe('b');
  expect(commonest(['', ''])).toBe('');
});
