/**
 * `number`: numbers tracks or discs one after the other, per disc, per album or over the whole selection.
 *
 * It compares tracks: the survey notes each track's group and what orders it, and the first change after it puts every
 * group in order. An album is known by its MusicBrainz release, else by its name with its album artist or, where there
 * is none, with its folder; tracks without an album belong to their folder.
 */
import { z } from '../../model/schema.ts';
import { fold } from '../../library/fold.ts';
import { naturalKey } from '../../library/natural-key.ts';
import type { ActionTrack } from '../action-track.ts';
import { defineAction, UNCHANGED, type Outcome } from '../action.ts';
import { choice, count, flag } from '../parameters.ts';

const ORDERS = ['number', 'name', 'selection'] as const;

/** What is numbered: a track, or for discs all tracks of a disc. */
interface Item {
  readonly number: number | null;
  readonly name: string;
}

/** Key → item, in the order of the selection. */
type Group = Map<string, Item>;

interface Numbered {
  readonly number: number;
  readonly total: number;
}

export const numberTracks = defineAction({
  name: 'number',
  summary: 'number tracks, or the discs of an album',
  parameters: z.strictObject({
    count: choice(['tracks', 'discs']).default('tracks').describe('what to number'),
    per: choice(['disc', 'album', 'selection'])
      .default('disc')
      .describe('where numbers begin again, for tracks; discs are numbered per album'),
    order: choice(ORDERS)
      .default('number')
      .describe('by the numbers there are (then by file name), by file name, or as the query sorts'),
    from: count(0, 99_999).default(1).describe('the first number'),
    digits: count(1, 5).default(1).describe('digits of a number at least, with zeros in front'),
    totals: flag.default(true).describe('also write how many there are'),
  }),
  prepare: ({ count: what, per, order, from, digits, totals }) => {
    const groups = new Map<string, Group>();
    let numbers: Map<string, Numbered> | null = null;
    const isDiscs = what === 'discs';
    const [field, totalField] = isDiscs ? ['discnumber', 'totaldiscs'] : ['tracknumber', 'totaltracks'];
    const groupOf = (track: ActionTrack): string => {
      if (isDiscs || per === 'album') return albumKey(track);
      return per === 'selection' ? '' : JSON.stringify([albumKey(track), discKey(track)]);
    };
    const itemOf = (track: ActionTrack): string => (isDiscs ? discKey(track) : String(track.id));
    return {
      survey: (track) => {
        const key = groupOf(track);
        const group: Group = groups.get(key) ?? new Map();
        groups.set(key, group);
        const { fileName, folders } = track.facts;
        const name = isDiscs ? folders.join('/') : fileName;
        const item = itemOf(track);
        if (!group.has(item)) {
          group.set(item, { number: leadingNumber(track.first(field)), name: naturalKey(fold(name)) });
        }
      },
      change: (track): Outcome => {
        numbers ??= numbered(groups, order, from);
        const found = numbers.get(JSON.stringify([groupOf(track), itemOf(track)]));
        if (!found) return UNCHANGED;
        const text = (number: number): readonly string[] => [String(number).padStart(digits, '0')];
        return { changes: { [field]: text(found.number), ...(totals ? { [totalField]: text(found.total) } : {}) } };
      },
    };
  },
});

function albumKey(track: ActionTrack): string {
  const release = track.first('musicbrainz_albumid');
  if (release !== '') return JSON.stringify([release]);
  const album = fold(track.first('album'));
  if (album === '') return JSON.stringify([track.facts.folderId]);
  const artist = fold(track.values('albumartist')?.join('; ') ?? '');
  return JSON.stringify([album, artist === '' ? track.facts.folderId : artist]);
}

/** A disc is known by its number; without one, the tracks of a folder are a disc. */
function discKey(track: ActionTrack): string {
  const number = leadingNumber(track.first('discnumber'));
  return number === null ? `folder ${track.facts.folderId}` : `disc ${number}`;
}

function leadingNumber(text: string): number | null {
  const digits = /^\s*(\d{1,9})/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The number of each item, by its group and its key. */
function numbered(
  groups: ReadonlyMap<string, Group>,
  order: (typeof ORDERS)[number],
  from: number,
): Map<string, Numbered> {
  const numbers = new Map<string, Numbered>();
  for (const [groupKey, group] of groups) {
    const items = [...group];
    // Sorting keeps the order of the selection where two are equal.
    if (order === 'number') items.sort(([, a], [, b]) => byNumber(a, b) || byName(a, b));
    if (order === 'name') items.sort(([, a], [, b]) => byName(a, b));
    for (const [index, [key]] of items.entries()) {
      numbers.set(JSON.stringify([groupKey, key]), { number: from + index, total: from + items.length - 1 });
    }
  }
  return numbers;
}

/** Without a number last. */
function byNumber(a: Item, b: Item): number {
  if (a.number === b.number) return 0;
  return (a.number ?? Infinity) - (b.number ?? Infinity);
}

function byName(a: Item, b: Item): number {
  return a.name === b.name ? 0 : a.name < b.name ? -1 : 1;
}
