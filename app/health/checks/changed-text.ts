/** Text in tags that another form of the same text should replace. Each check is a function of the text. */
import { findField } from '../../../fuse/fields/find-field.ts';
import { cleanText } from '../../actions/clean-text.ts';
import type { ActionTrack } from '../../actions/action-track.ts';
import type { HealthCheck } from '../check.ts';
import { repairedText } from '../encoding-repair.ts';
import { fixOfTracks, type HealthFix } from '../fix.ts';

type Change = (text: string) => string;

/** Nothing is wrong with text of these characters with single spaces between them. */
const PLAIN = /^[\u0021-\u007e]+(?: [\u0021-\u007e]+)*$/;

/** What changes in a track: field → new values. Texts of several lines are left as they are. */
function changedTexts(tags: ActionTrack, change: Change): Record<string, readonly string[]> {
  const changes: Record<string, readonly string[]> = {};
  for (const [field, values] of Object.entries(tags.tags)) {
    if (values.every((value) => PLAIN.test(value)) || isLong(field)) continue;
    const changed = values.map(change);
    if (changed.some((value, index) => value !== values[index])) changes[field] = changed;
  }
  return changes;
}

const longFields = new Map<string, boolean>();

function isLong(field: string): boolean {
  const known = longFields.get(field) ?? findField(field)?.long ?? false;
  if (longFields.size < 1000) longFields.set(field, known);
  return known;
}

function textCheck(
  name: string,
  severity: HealthCheck['severity'],
  words: HealthCheck['words'],
  change: Change,
  fix: HealthFix,
): HealthCheck {
  return {
    name,
    group: 'tags',
    severity,
    words,
    finder: {
      kind: 'tracks',
      find: (track) => {
        const changes = Object.entries(changedTexts(track.tags, change));
        if (changes.length === 0) return null;
        return changes
          .map(([field, values]) => `${field}: ${track.tags.values(field)!.join('; ')} → ${values.join('; ')}`)
          .join(', ');
      },
    },
    fix,
  };
}

const composed: Change = (text) => text.normalize('NFC');
const cleaned: Change = (text) =>
  cleanText(text, { straightQuotes: false, encoding: false, keepsLines: false }) || text;
const repaired: Change = (text) => repairedText(text) ?? text;

/** The same letters in another form: what is decomposed is another check's. */
const withoutOddCharacters: Change = (text) => (cleaned(text) === composed(text) ? text : cleaned(text));

export const decomposed = textCheck(
  'decomposed',
  'notice',
  {
    title: 'Text with letters and accents apart',
    one: 'track has text whose accents are characters of their own (Unicode NFD)',
    several: 'tracks have text whose accents are characters of their own (Unicode NFD)',
    advice: 'descant health fix decomposed joins them (NFC), as most programs write them',
  },
  composed,
  fixOfTracks('joins letters and accents (Unicode NFC)', (track) => ({ changes: changedTexts(track, composed) })),
);
export const oddCharacters = textCheck(
  'odd-characters',
  'notice',
  {
    title: 'Text with odd spaces or invisible characters',
    one: 'track has text with odd spaces or invisible characters',
    several: 'tracks have text with odd spaces or invisible characters',
    advice: 'descant health fix odd-characters removes them',
  },
  withoutOddCharacters,
  fixOfTracks('removes invisible characters and odd spaces', (track) => ({
    changes: changedTexts(track, withoutOddCharacters),
  })),
);
export const garbled = textCheck(
  'garbled',
  'warning',
  {
    title: 'Text that was read in the wrong encoding',
    one: 'track has text that was read in the wrong encoding',
    several: 'tracks have text that was read in the wrong encoding',
    advice: 'descant health fix garbled shows what it was meant to be',
  },
  repaired,
  {
    ...fixOfTracks('restores the text', (track) => ({ changes: changedTexts(track, repaired) })),
    guess: 'that text which makes sense in another encoding was meant in that one',
  },
);
