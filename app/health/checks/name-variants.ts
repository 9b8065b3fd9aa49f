/** Names that occur in several spellings: they differ in case, accents, spaces, signs, "and" or "feat." alone. */
import { fold } from '../../library/fold.ts';
import type { HealthCheck } from '../check.ts';
import type { CollectedFinding } from '../finders.ts';
import type { HealthFix } from '../fix.ts';

/** "&", "+" and "and" are one word; so are the words that lead to guests. */
const AND = /(?<=\S)\s*(?:&|\+|\band\b|\bund\b|\bet\b|\by\b)\s*(?=\S)/gu;
const GUESTS = /\s*[([]?\b(?:featuring|feat|ft)\b\.?\s*/gu;

/** What all spellings of a name have in common. */
export function nameKey(name: string): string {
  const folded = fold(name);
  return (
    folded
      .replaceAll(AND, '&')
      .replaceAll(GUESTS, '*')
      .replaceAll(/[[\s\p{P}\p{S}]--[&*]]+/gv, '') || folded
  );
}

function variantsOf(field: string, things: string, fields: readonly string[] = [field]): HealthCheck {
  return {
    name: `${field === 'albumartist' ? 'album-artist' : field}-variants`,
    group: 'names',
    severity: 'warning',
    words: {
      title: `${things[0]!.toUpperCase()}${things.slice(1)} in several spellings`,
      one: `${things.replace(/s$/, '')} is spelled in several ways`,
      several: `${things} are spelled in several ways`,
      advice: `descant health fix ${field === 'albumartist' ? 'album-artist' : field}-variants shows each with the most frequent spelling; --to VALUE gives another`,
    },
    finder: { kind: 'library', start: () => spellings(fields) },
    fix: oneSpelling(fields),
  };
}

/** Gives a name the most frequent of its spellings, or the one that a person wants. */
function oneSpelling(fields: readonly string[]): HealthFix {
  return {
    summary: 'gives each name its most frequent spelling',
    guess: 'that the most frequent spelling is the right one, and that the others mean the same',
    takesValue: true,
    isOfAlbums: false,
    prepare: ({ collected, to }) => {
      const wanted = new Map(
        collected.flatMap(({ about, spellings = [] }) => spellings.map(({ value }) => [value, to ?? about] as const)),
      );
      return {
        change: (track) => ({
          changes: Object.fromEntries(
            fields.flatMap((field) => {
              const values = track.values(field);
              return values ? [[field, [...new Set(values.map((value) => wanted.get(value) ?? value))]]] : [];
            }),
          ),
        }),
      };
    },
  };
}

function spellings(fields: readonly string[]) {
  /** Spelling → its tracks. */
  const known = new Map<string, number[]>();
  return {
    track: ({
      trackId,
      tags,
    }: {
      trackId: number;
      tags: { values(field: string): readonly string[] | null };
    }): void => {
      for (const value of new Set(fields.flatMap((field) => tags.values(field) ?? []))) {
        const tracks = known.get(value);
        if (tracks) tracks.push(trackId);
        else known.set(value, [trackId]);
      }
    },
    end: (): CollectedFinding[] => {
      const groups = Map.groupBy(known.keys(), nameKey);
      return [...groups.values()]
        .filter((values) => values.length > 1)
        .map((values) => {
          const sorted = values
            .map((value) => ({ value, ids: known.get(value)! }))
            .sort((a, b) => b.ids.length - a.ids.length || (a.value < b.value ? -1 : 1));
          return {
            about: sorted[0]!.value,
            message: sorted.map(({ value, ids }) => `${value} (${ids.length})`).join(', '),
            tracks: [...new Set(sorted.flatMap(({ ids }) => ids))],
            spellings: sorted.map(({ value, ids }) => ({ value, tracks: ids.length })),
          };
        })
        .sort((a, b) => b.tracks.length - a.tracks.length);
    },
  };
}

export const artistVariants = variantsOf('artist', 'artists', ['artist', 'artists']);
export const albumArtistVariants = variantsOf('albumartist', 'album artists');
export const genreVariants = variantsOf('genre', 'genres');
export const composerVariants = variantsOf('composer', 'composers');
