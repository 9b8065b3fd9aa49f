/**
 * Reads Navidrome's smart playlists (.nsp, JSON) as rules: from its conditions to a query. What a query cannot say is
 * an error that names it. Whoever wrote the file decides on its size, so the depth has a limit.
 */
import { queryField, sortColumns } from '../library/query/field-columns.ts';
import type { PlaylistRule } from '../model/playlists.ts';
import { fromNspField, unitOf } from './nsp-fields.ts';
import { PlaylistFileError } from './playlist-file.ts';

const MOST_DEPTH = 20;
/** The seed of a random order, of which an .nsp file names none. */
const SEED = 1;

type Json = Readonly<Record<string, unknown>>;

export interface NamedRule {
  readonly name: string | null;
  readonly rule: PlaylistRule;
}

/** @throws PlaylistFileError */
export function readNsp(text: string): NamedRule {
  const file = parsed(text);
  const { name, limit } = file;
  if (file['limitPercent'] !== undefined) throw new PlaylistFileError('a limit in per cent cannot be said here');
  if (limit !== undefined && limit !== null && !(typeof limit === 'number' && limit >= 0)) {
    throw new PlaylistFileError(`"limit" is a number, not ${JSON.stringify(limit)}`);
  }
  const group = ['all', 'any'].filter((key) => file[key] !== undefined);
  if (group.length !== 1) throw new PlaylistFileError('a smart playlist has either "all" or "any" at its top');
  const { sort, seed } = sortOf(file['sort'], file['order']);
  return {
    name: typeof name === 'string' && name.trim() !== '' ? name.trim() : null,
    rule: {
      query: groupText({ [group[0]!]: file[group[0]!] }, 0),
      sort,
      limit: typeof limit === 'number' && limit > 0 ? { count: limit, unit: 'tracks' } : null,
      seed,
    },
  };
}

function parsed(text: string): Json {
  try {
    const file: unknown = JSON.parse(text);
    if (isObject(file)) return file;
  } catch (error) {
    throw new PlaylistFileError(`this is no JSON: ${(error as Error).message}`);
  }
  throw new PlaylistFileError('a smart playlist is a JSON object');
}

/** The one key of a condition or a group, and what it holds. */
function single(json: unknown, what: string): [string, unknown] {
  const entries = isObject(json) ? Object.entries(json) : [];
  if (entries.length !== 1) {
    throw new PlaylistFileError(`${what} has one name, not ${JSON.stringify(json)?.slice(0, 80)}`);
  }
  return entries[0]!;
}

/** The conditions of a group, or one condition, as the text of a query. */
function groupText(json: unknown, depth: number): string {
  if (depth > MOST_DEPTH) throw new PlaylistFileError('the conditions are nested too deeply');
  const [operator, operand] = single(json, 'a condition');
  if (operator !== 'all' && operator !== 'any') return condition(operator, operand);
  if (!Array.isArray(operand)) throw new PlaylistFileError(`"${operator}" has a list of conditions`);
  const texts = operand.map((one) => {
    const text = groupText(one, depth + 1);
    return isGroup(one) && text !== '' ? `(${text})` : text;
  });
  return texts.filter((one) => one !== '').join(operator === 'all' ? ' ' : ' , ');
}

function isGroup(json: unknown): boolean {
  return isObject(json) && (json['all'] !== undefined || json['any'] !== undefined);
}

function condition(operator: string, operand: unknown): string {
  if (operator === 'inPlaylist' || operator === 'notInPlaylist') {
    throw new PlaylistFileError(`"${operator}" names a playlist of Navidrome: it cannot be said here`);
  }
  const [name, value] = single(operand, `"${operator}"`);
  const field = fromNspField(name);
  const kind = queryField(field)?.kind;
  if (kind === 'picture') return pictureText(operator, value);
  const write = OPERATORS.get(operator);
  if (!write) throw new PlaylistFileError(`there is no operator "${operator}"`);
  return write({ field, isMeasured: kind === 'number' || kind === 'duration', value });
}

interface Term {
  readonly field: string;
  /** Whether a query compares the field by numbers. */
  readonly isMeasured: boolean;
  readonly value: unknown;
}

const OPERATORS: ReadonlyMap<string, (term: Term) => string> = new Map<string, (term: Term) => string>([
  ['is', equal],
  ['isNot', (term) => `-${equal(term)}`],
  ['gt', (term) => `${term.field}:.. -${term.field}:..${bound(term)}`],
  ['lt', (term) => `${term.field}:.. -${term.field}:${bound(term)}..`],
  ['after', (term) => `${term.field}:.. -${term.field}:..${bound(term)}`],
  ['before', (term) => `${term.field}:.. -${term.field}:${bound(term)}..`],
  ['inTheRange', (term) => range(term)],
  ['inTheLast', ({ field, value }) => `${field}:-${days(value)}d..`],
  ['notInTheLast', ({ field, value }) => `-${field}:-${days(value)}d..`],
  ['contains', ({ field, value }) => `${field}:${quoted(value)}`],
  ['notContains', ({ field, value }) => `-${field}:${quoted(value)}`],
  ['startsWith', ({ field, value }) => `${field}::${quoted(`^${literal(value)}`)}`],
  ['endsWith', ({ field, value }) => `${field}::${quoted(`${literal(value)}$`)}`],
]);

function equal(term: Term): string {
  const { field, isMeasured, value } = term;
  if (typeof value === 'boolean') return `${field}:${value}`;
  return isMeasured ? `${field}:${bound(term)}` : `${field}:=${quoted(value)}`;
}

/** A number, or a date as in queries. */
function bound({ field, isMeasured, value }: Term): string {
  if (typeof value === 'number' && Number.isFinite(value)) return plain(value * unitOf(field));
  if (typeof value === 'string' && (isMeasured ? /^-?\d+(\.\d+)?$/ : /^\d{4}(-\d\d?){0,2}$/).test(value)) return value;
  throw new PlaylistFileError(`${field} cannot be compared with ${JSON.stringify(value)}`);
}

function range({ value, ...term }: Term): string {
  if (!Array.isArray(value) || value.length !== 2) {
    throw new PlaylistFileError(`"inTheRange" has two values, not ${JSON.stringify(value)}`);
  }
  const [from, to] = value.map((one: unknown) => bound({ ...term, value: one }));
  return `${term.field}:${from}..${to}`;
}

function pictureText(operator: string, value: unknown): string {
  if ((operator !== 'is' && operator !== 'isNot') || typeof value !== 'boolean') {
    throw new PlaylistFileError('"hasCoverArt" is true or false');
  }
  return value === (operator === 'is') ? 'has:picture' : 'missing:picture';
}

function days(value: unknown): string {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) {
    throw new PlaylistFileError(`"inTheLast" has a number of days, not ${JSON.stringify(value)}`);
  }
  return String(number);
}

function quoted(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new PlaylistFileError(`${JSON.stringify(value)} is neither text nor a number`);
  }
  return `"${String(value).replaceAll('"', '""')}"`;
}

/** Text that a regular expression matches as it is. */
function literal(value: unknown): string {
  return String(value).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** A number without an exponent. */
function plain(number: number): string {
  return Number.isInteger(number) ? BigInt(number).toString() : number.toFixed(6).replace(/0+$/, '');
}

/** `-year,title` with an order for all of them. */
function sortOf(sort: unknown, order: unknown): Pick<PlaylistRule, 'sort' | 'seed'> {
  if (sort === undefined || sort === '') return { sort: [], seed: null };
  if (typeof sort !== 'string') throw new PlaylistFileError('"sort" is the name of a field');
  if (sort.trim().toLowerCase() === 'random') return { sort: [], seed: SEED };
  const isReversed = String(order ?? '').toLowerCase() === 'desc';
  const terms = sort.split(',').map((one) => {
    const [, sign, name] = /^\s*([+-]?)(.*?)\s*$/.exec(one)!;
    const field = fromNspField(name!);
    if (!sortColumns(field)) throw new PlaylistFileError(`tracks cannot be sorted by "${name}"`);
    return { field, descending: (sign === '-') !== isReversed };
  });
  return { sort: terms, seed: null };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
