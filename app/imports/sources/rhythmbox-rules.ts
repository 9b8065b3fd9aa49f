/**
 * The rules of Rhythmbox's automatic playlists as a query. A conjunction is a list of conditions, all of which hold; a
 * `disjunction` between two of them parts the list into lists of which one holds.
 */
import type { XmlElement } from '../../xml/read-elements.ts';

/** Property → field, and how its values are written in a query. */
const FIELDS: Readonly<Record<string, readonly [field: string, kind: 'text' | 'number' | 'time']>> = {
  title: ['title', 'text'],
  artist: ['artist', 'text'],
  album: ['album', 'text'],
  'album-artist': ['albumartist', 'text'],
  genre: ['genre', 'text'],
  composer: ['composer', 'text'],
  comment: ['comment', 'text'],
  'title-folded': ['title', 'text'],
  'artist-folded': ['artist', 'text'],
  'album-folded': ['album', 'text'],
  'genre-folded': ['genre', 'text'],
  'composer-folded': ['composer', 'text'],
  'album-artist-folded': ['albumartist', 'text'],
  'comment-folded': ['comment', 'text'],
  rating: ['rating', 'number'],
  'play-count': ['plays', 'number'],
  'track-number': ['tracknumber', 'number'],
  'disc-number': ['discnumber', 'number'],
  year: ['year', 'number'],
  duration: ['length', 'number'],
  bitrate: ['bitrate', 'number'],
  'beats-per-minute': ['bpm', 'number'],
  'first-seen': ['added', 'time'],
  'last-played': ['lastplayed', 'time'],
};

const SECONDS_A_DAY = 86_400;

class UnknownRule extends Error {}

/** @returns the query, or the rule that no query expresses */
export function rhythmboxQuery(playlist: XmlElement): { readonly query: string } | { readonly unknown: string } {
  try {
    return { query: playlist.children.filter(isGroup).map(groupQuery).filter(Boolean).join(' ') };
  } catch (error) {
    if (error instanceof UnknownRule) return { unknown: error.message };
    throw error;
  }
}

const isGroup = ({ name }: XmlElement): boolean => name === 'conjunction' || name === 'subquery';

function groupQuery(group: XmlElement): string {
  const choices: string[][] = [[]];
  for (const rule of group.children) {
    if (rule.name === 'disjunction') choices.push([]);
    else choices.at(-1)!.push(ruleQuery(rule));
  }
  const terms = choices.map((rules) => rules.filter((rule) => rule !== '').join(' ')).filter((rules) => rules !== '');
  return terms.length > 1 ? `(${terms.join(' , ')})` : (terms[0] ?? '');
}

function ruleQuery(rule: XmlElement): string {
  if (isGroup(rule)) return groupQuery(rule);
  const property = rule.attributes.get('prop') ?? '';
  // Every list of Rhythmbox asks for songs first.
  if (property === 'type') return '';
  const [field, kind] = FIELDS[property] ?? [];
  if (field === undefined) throw new UnknownRule(`${rule.name} ${property}`);
  const value = rule.text.trim();
  const negated = rule.name.startsWith('not-');
  const term = termOf(field, kind!, negated ? rule.name.slice('not-'.length) : rule.name, value);
  if (term === null) throw new UnknownRule(`${property} ${rule.name} ${value}`);
  return negated ? `^${term}` : term;
}

function termOf(field: string, kind: 'text' | 'number' | 'time', operator: string, value: string): string | null {
  if (kind === 'text') {
    const text = quoted(value);
    switch (operator) {
      case 'like':
        return `${field}:${text}`;
      case 'equals':
        return `${field}:=${text}`;
      case 'prefix':
        return `${field}::${quoted(`^${escaped(value)}`)}`;
      case 'suffix':
        return `${field}::${quoted(`${escaped(value)}$`)}`;
      default:
        return null;
    }
  }
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return null;
  if (kind === 'time') {
    const days = Math.max(1, Math.round(number / SECONDS_A_DAY));
    if (operator === 'current-time-within') return `${field}:-${days}d..`;
    return operator === 'current-time-not-within' ? `${field}:..-${days}d` : null;
  }
  switch (operator) {
    case 'equals':
      return `${field}:${number}`;
    case 'greater':
      return `${field}:${number}..`;
    case 'less':
      return `${field}:..${number}`;
    default:
      return null;
  }
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
