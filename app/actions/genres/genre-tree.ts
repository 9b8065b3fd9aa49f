/** What is known of genres: how they are written, and of what they are a kind. */
import { fold } from '../../library/fold.ts';
import { GENRE_TREE } from './genre-names.ts';

interface Genre {
  readonly name: string;
  readonly parent: string | null;
}

/** Spelling → genre. */
const genres = new Map<string, Genre>();
/** Genre → the genre that it is a kind of. */
const parents = new Map<string, string>();

/** Equal for spellings that differ in case, accents, spaces, hyphens and the word for "and" alone. */
export function spellingKey(text: string): string {
  return fold(text)
    .replaceAll(/\band\b|\bn\b|'n'|\+/g, '&')
    .replaceAll(/[^\p{L}\p{N}&/!,]/gu, '');
}

/** The usual spelling of a genre; null for one that is not in the tree. */
export function canonicalGenre(text: string): string | null {
  return genres.get(spellingKey(text))?.name ?? null;
}

/** The genres that a genre is a kind of, the nearest first. */
export function ancestors(name: string): string[] {
  const found: string[] = [];
  for (let parent = parents.get(name); parent !== undefined; parent = parents.get(parent)) found.push(parent);
  return found;
}

/** Every genre of the tree. */
export function allGenres(): readonly Genre[] {
  return [...new Set(genres.values())];
}

function read(tree: string): void {
  const above: string[] = [];
  for (const line of tree.split('\n')) {
    if (line.trim() === '') continue;
    const depth = line.search(/\S/) / 2;
    const [name, spellings = ''] = line.trim().split(' = ') as [string, string?];
    const genre = { name, parent: above[depth - 1] ?? null };
    above.length = depth;
    above.push(name);
    if (genre.parent !== null) parents.set(name, genre.parent);
    // A name of its own goes before another spelling of another genre.
    genres.set(spellingKey(name), genre);
    for (const spelling of spellings.split(' | ')) {
      const key = spellingKey(spelling);
      if (spelling !== '' && !genres.has(key)) genres.set(key, genre);
    }
  }
}

read(GENRE_TREE);
