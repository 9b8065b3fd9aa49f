/**
 * Tells by their names which pictures of a folder show the front cover (the back, the disc, the artist). Everything
 * here is pure.
 */
import { fold } from '../library/fold.ts';
import type { FoundArtType } from '../model/art.ts';

/** How well a picture fits by its name: the smaller the better. */
export interface NameRank {
  readonly rank: number;
  readonly reason: string;
}

/** Words in names of pictures that say what they show. */
const WORDS: Readonly<Record<FoundArtType, readonly string[]>> = {
  front: ['front', 'cover', 'frontcover'],
  back: ['back', 'rear', 'backcover', 'tray', 'inlay'],
  disc: ['cd', 'disc', 'disk', 'media', 'vinyl', 'label'],
  artist: ['artist', 'band'],
};
/** Words for pictures that are none of the types that are looked for. */
const OTHER_WORDS = new Set([
  'booklet',
  'inside',
  'inner',
  'page',
  'matrix',
  'obi',
  'spine',
  'sticker',
  'poster',
  'logo',
  'spectrogram',
]);

export interface NamedFolder {
  /** Names of the pictures in it, with their extensions. */
  readonly names: readonly string[];
  /** Titles that a picture of the front may have as its name: `album`, `artist - album`. */
  readonly titles: readonly string[];
}

/**
 * @param patterns the setting `art.names`: names without extension, best first; `*` stands for any text. They are for
 *   front covers
 * @returns for each picture that fits how well, by its name
 */
export function rankPictures(
  { names, titles }: NamedFolder,
  type: FoundArtType,
  patterns: readonly string[],
): Map<string, NameRank> {
  const ranks = new Map<string, NameRank>();
  const tests = type === 'front' ? patterns.map((pattern) => ({ pattern, test: patternTest(pattern) })) : [];
  const known = new Set(titles.map(plain));
  for (const name of names) {
    const stem = fold(name.replace(/\.[^.]*$/, ''));
    const at = tests.findIndex(({ test }) => test(stem));
    const words = wordsOf(stem);
    const says = (of: FoundArtType): string | undefined => words.find((word) => WORDS[of].includes(word));
    const others = (Object.keys(WORDS) as FoundArtType[]).map((of) => (of === type ? undefined : says(of)));
    // A cover may be a back cover.
    const isOther =
      others.some((other) => other !== undefined && other !== 'cover') || words.some((other) => OTHER_WORDS.has(other));
    const word = says(type);
    if (at >= 0) ranks.set(name, { rank: at, reason: `its name is ${tests[at]!.pattern}` });
    else if (word !== undefined && (!isOther || word === 'front')) {
      ranks.set(name, { rank: tests.length, reason: `"${word}" is in its name` });
    } else if (type === 'front' && !isOther && known.has(plain(stem)) && plain(stem) !== '') {
      ranks.set(name, { rank: tests.length + 1, reason: 'it is named after the album' });
    } else if (type === 'front' && !isOther && names.length === 1) {
      ranks.set(name, { rank: tests.length + 2, reason: 'it is the only picture there' });
    }
  }
  return ranks;
}

/** Words without the digits behind them: `back2` says `back`. */
function wordsOf(stem: string): string[] {
  return (stem.match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => word.replace(/\p{N}+$/u, ''))
    .filter((word) => word !== '');
}

/** Letters and digits alone. */
function plain(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

function patternTest(pattern: string): (stem: string) => boolean {
  const parts = fold(pattern).split('*');
  if (parts.length === 1) return (stem) => stem === parts[0];
  const [first, last] = [parts[0]!, parts.at(-1)!];
  return (stem) => {
    if (stem.length < first.length + last.length || !stem.startsWith(first) || !stem.endsWith(last)) return false;
    let at = first.length;
    const end = stem.length - last.length;
    for (const part of parts.slice(1, -1)) {
      const found = stem.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}
