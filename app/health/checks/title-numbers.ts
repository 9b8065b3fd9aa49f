/** Titles that begin with the number of their track. */
import { titleNumber } from '../../actions/actions/title-number.ts';
import type { ActionTrack } from '../../actions/action-track.ts';
import type { HealthCheck } from '../check.ts';
import { fixOfTracks } from '../fix.ts';

const prepared = titleNumber.prepare({});

/** The title and the numbers without the number in the title; null where it is none, or not that of the track. */
function withoutNumber(track: ActionTrack): Record<string, readonly string[] | null> | null {
  const outcome = prepared.change(track);
  if ('refused' in outcome) return null;
  const { title, tracknumber, discnumber } = outcome.changes;
  if (!title || !isSame(track, 'tracknumber', tracknumber) || !isSame(track, 'discnumber', discnumber)) return null;
  return outcome.changes;
}

function isSame(track: ActionTrack, field: string, found: readonly string[] | null | undefined): boolean {
  const known = track.first(field);
  return known === '' || !found || Number.parseInt(known, 10) === Number(found[0]);
}

export const titleNumbers: HealthCheck = {
  name: 'title-numbers',
  group: 'tags',
  severity: 'notice',
  words: {
    title: 'Titles that begin with a track number',
    one: 'title begins with the number of its track',
    several: 'titles begin with the number of their track',
    advice: 'descant health fix title-numbers moves the number out of the title',
  },
  finder: {
    kind: 'tracks',
    find: ({ tags }) => {
      const changes = withoutNumber(tags);
      return changes && `${tags.first('title')} → ${changes['title']![0]}`;
    },
  },
  fix: fixOfTracks('moves the number out of the title', (track) => ({ changes: withoutNumber(track) ?? {} })),
};
