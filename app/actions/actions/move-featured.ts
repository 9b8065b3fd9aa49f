/** `featured`: moves featured artists from the title to the list of artists, or the other way. */
import { z } from '../../model/schema.ts';
import type { ActionTrack } from '../action-track.ts';
import { defineAction, UNCHANGED, type Outcome } from '../action.ts';
import { creditOf, findFeatured, namesOf } from '../featured-artists.ts';
import { choice, flag } from '../parameters.ts';

export const moveFeatured = defineAction({
  name: 'featured',
  summary: 'move featured artists from the title to the artists, or the other way',
  parameters: z.strictObject({
    to: choice(['artist', 'title'])
      .default('artist')
      .describe('artist: "A" and "Song (feat. B)" become the artists A and B; title: the other way'),
    split: flag.default(true).describe('to artist: take "B & C" and "B, C" for two artists'),
  }),
  prepare: ({ to, split }) => ({
    change: (track) => (to === 'artist' ? toArtists(track, split) : toTitle(track)),
  }),
});

/** Artists come out of the title and out of credits among the artists. */
function toArtists(track: ActionTrack, split: boolean): Outcome {
  const [title, ...titles] = track.values('title') ?? [];
  const found = title === undefined ? null : findFeatured(title);
  const names = (credit: string): readonly string[] => (split ? namesOf(credit) : [credit]);
  const artists = (track.values('artist') ?? []).flatMap((artist) => {
    const credited = findFeatured(artist);
    return credited ? [credited.rest, ...names(credited.credit)] : [artist];
  });
  if (found) artists.push(...names(found.credit));
  const known = new Set<string>();
  const distinct = artists.filter((artist) => {
    const key = artist.toLowerCase();
    return !known.has(key) && known.add(key);
  });
  return { changes: { artist: distinct, ...(found ? { title: [found.rest, ...titles] } : {}) } };
}

/** The first artist stays; the others and all that are featured go to the title. */
function toTitle(track: ActionTrack): Outcome {
  const [title, ...titles] = track.values('title') ?? [];
  const [first, ...others] = track.values('artist') ?? [];
  if (title === undefined || first === undefined) return UNCHANGED;
  const credited = findFeatured(first);
  if (!credited && others.length === 0) return UNCHANGED;
  if (findFeatured(title)) return { refused: `the title features somebody already: “${title}”` };
  const names = [...(credited ? [credited.credit] : []), ...others];
  return {
    changes: { artist: [credited?.rest ?? first], title: [`${title} (feat. ${creditOf(names)})`, ...titles] },
  };
}
