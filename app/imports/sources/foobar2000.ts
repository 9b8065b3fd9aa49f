/**
 * The XML that foobar2000's component "Playback Statistics" exports: an `Entry` for each song, and in it an `Item` for
 * each file of the song. Entries name no tags, so only the places of the items lead to tracks.
 *
 * Times count 100 ns since 1601; beside them stand texts for people, in the time zone of their computer.
 */
import { recordOf, type ImportedRecord, type SourceItem } from '../import-record.ts';
import { readXml } from '../../xml/read-xml.ts';
import { textOf } from './source-text.ts';
import { countOf, numberOf, pathOfText, pathOfUrl, ratingOf, timeOfText } from './source-values.ts';

/** Milliseconds from 1601, when the times of Windows begin, to 1970. */
const WINDOWS_EPOCH = 11_644_473_600_000;
const TICKS_A_MILLISECOND = 10_000;
const STARS = 5;

type Attributes = ReadonlyMap<string, string>;

export function* readFoobar2000(path: string): Generator<SourceItem> {
  let entry: Attributes | null = null;
  let places: Buffer[] = [];
  for (const event of readXml(textOf(path))) {
    if (event.type === 'open' && event.name === 'Entry') {
      entry = event.attributes;
      places = [];
    } else if (event.type === 'open' && event.name === 'Item') {
      const place = placeOf(event.attributes.get('Path') ?? '');
      if (place !== null) places.push(place);
    } else if (event.type === 'close' && event.name === 'Entry' && entry !== null) {
      yield { type: 'track', record: recordOfEntry(entry, places) };
      entry = null;
    }
  }
}

function recordOfEntry(entry: Attributes, places: readonly Buffer[]): ImportedRecord {
  return recordOf({
    path: places[0] ?? null,
    copies: places.slice(1),
    rating: ratingOf(entry.get('RatingFriendly') ?? entry.get('Rating'), STARS),
    plays: countOf(entry.get('Count')),
    lastPlayed: timeOf(entry, 'LastPlayed'),
    added: timeOf(entry, 'Added'),
  });
}

/** Of the attribute `name`, or else of the text beside it. */
function timeOf(entry: Attributes, name: string): number | null {
  const ticks = numberOf(entry.get(name));
  const time = ticks === null ? 0 : Math.round(ticks / TICKS_A_MILLISECOND) - WINDOWS_EPOCH;
  return time > 0 ? time : timeOfText(entry.get(`${name}Friendly`));
}

function placeOf(text: string): Buffer | null {
  return pathOfUrl(text) ?? pathOfText(text.replace(/^file:\/\//i, ''));
}
