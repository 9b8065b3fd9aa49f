/** `descant tracks`: lists the tracks that match a query, or tells the place of one of them in that list. */
import { randomInt } from 'node:crypto';
import type { TrackFacts, TrackRow } from '../../../app/model/tracks.ts';
import type { Tags } from '../../../fuse/formats/layout.ts';
import { declareFields } from '../../../fuse/fields/declared-fields.ts';
import { canonicalName, findField } from '../../../fuse/fields/find-field.ts';
import { AS_OF, asOfOption } from '../as-of-option.ts';
import { readArguments, readNumber, refuseBeside, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { describeError, formatDuration, printJson, printLines, table } from '../output.ts';
import { sortTerms } from '../sort-terms.ts';

const PAGE = 1000;
/** Seeds to choose from where none is given: few digits are easy to type again. */
const SEEDS = 1_000_000;

/** Fields that come with every row; others are asked for. A map: a field may be called `constructor`. */
const ROW_FIELDS: ReadonlyMap<string, (row: TrackRow) => unknown> = new Map<string, (row: TrackRow) => unknown>([
  ['id', (row) => row.id],
  ['title', (row) => row.title],
  ['artist', (row) => row.artist],
  ['album', (row) => row.album],
  ['albumartist', (row) => row.albumArtist],
  ['genre', (row) => row.genre],
  ['year', (row) => row.year],
  ['track', (row) => row.trackNumber],
  ['disc', (row) => row.discNumber],
  ['length', (row) => row.duration],
  ['kind', (row) => row.kind],
  ['bitrate', (row) => row.bitrate],
  ['file', (row) => row.fileName],
  ['error', (row) => row.error],
  ['rating', (row) => row.rating],
  ['favourite', (row) => row.favourite],
  ['plays', (row) => row.plays],
  ['skips', (row) => row.skips],
  ['lastplayed', (row) => (row.lastPlayed === null ? null : timeOf(row.lastPlayed))],
]);

/** Fields that are no tags and that no row has. */
const FACT_FIELDS: ReadonlyMap<string, (facts: TrackFacts) => unknown> = new Map<
  string,
  (facts: TrackFacts) => unknown
>([
  ['path', (facts) => facts.path],
  ['size', (facts) => facts.size],
  ['samplerate', (facts) => facts.samplerate],
  ['bitdepth', (facts) => facts.bitdepth],
  ['channels', (facts) => facts.channels],
  ['sound', (facts) => facts.sound],
  ['cutoff', (facts) => facts.cutoff],
  ['albumid', (facts) => facts.albumid],
  ['recordingid', (facts) => facts.recordingid],
  ['added', (facts) => timeOf(facts.added)],
  ['changed', (facts) => timeOf(facts.changed)],
  ['edited', (facts) => (facts.edited === null ? null : timeOf(facts.edited))],
]);

/** The field that is asked for alone: what fpcalc prints of the file. */
const FINGERPRINT = 'fingerprint';
type Sounds = Readonly<Record<number, { readonly fingerprint: string }>>;

const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** How a row gives a field that was asked for under one of its names. */
function rowField(name: string): ((row: TrackRow) => unknown) | undefined {
  return ROW_FIELDS.get(name) ?? ROW_FIELDS.get(canonicalName(name));
}

const DEFAULT_FIELDS = ['id', 'artist', 'album', 'track', 'title', 'length', 'kind'];

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    fields: { type: 'string' },
    sort: { type: 'string' },
    limit: { type: 'string' },
    offset: { type: 'string' },
    position: { type: 'string' },
    ...AS_OF,
  });
  const random = randomTerm(values.sort ?? '');
  const query = [...positionals, ...(random === null ? [] : [random])].join(' ');
  const sort = random === null ? sortTerms(values.sort ?? '') : [];
  const limit = values.limit === undefined ? Infinity : readNumber('--limit', values.limit, 0);
  const then = asOfOption(values['as-of']);
  const fields = values.fields === undefined ? undefined : fieldNames(values.fields);
  const id = values.position === undefined ? null : readNumber('--position', values.position, 1);
  if (id !== null) {
    const { limit: most, offset } = values;
    refuseBeside('--position', {
      '--fields': fields !== undefined,
      '--limit': most !== undefined,
      '--offset': offset !== undefined,
    });
  }
  if (id !== null && then.asOf !== undefined) throw new UsageError('--position has no --as-of: it is about now');
  return withLibrary(values.library, async ({ api }) => {
    if (id !== null) return printPosition(await api.tracks.position.query({ query, sort, id }), id, values.json);
    if (fields?.some((name) => !isKnown(name))) {
      await declareOf(api);
      await refuseUnknown(
        api,
        fields.filter((name) => !isKnown(name)),
      );
    }
    // As JSON a field of several values is a list, whatever it has; rows hold these joined.
    const fromRow = (name: string) => (values.json && isList(name) ? undefined : rowField(name));
    const lines: string[][] = [];
    const records: Record<string, unknown>[] = [];
    let total = 0;
    for (let offset = readNumber('--offset', values.offset ?? '0', 0), left = limit; left > 0;) {
      const page = await api.tracks.list.query({ query, sort, offset, limit: Math.min(left, PAGE), ...then });
      total = page.total;
      const others = (fields ?? []).filter((name) => !fromRow(name));
      const ids = page.rows.map(({ id }) => id);
      const needs = (isFact: boolean): boolean =>
        ids.length > 0 &&
        others.some((name) => name !== FINGERPRINT && FACT_FIELDS.has(canonicalName(name)) === isFact);
      const [tags, facts, sounds]: [Record<number, Tags>, Record<number, TrackFacts>, Sounds] = await Promise.all([
        needs(false) ? api.tracks.tags.query({ ids, ...then }) : {},
        needs(true) ? api.tracks.facts.query({ ids, ...then }) : {},
        ids.length > 0 && others.includes(FINGERPRINT) ? api.tracks.fingerprints.query({ ids }) : {},
      ]);
      for (const row of page.rows) {
        const own = tags[row.id] ?? {};
        const tag = (name: string): unknown =>
          own[[name, canonicalName(name)].find((one) => Object.hasOwn(own, one)) ?? ''] ?? null;
        const value = (name: string): unknown => {
          const [read, fact, known] = [fromRow(name), FACT_FIELDS.get(canonicalName(name)), facts[row.id]];
          if (read) return read(row);
          if (name === FINGERPRINT) return sounds[row.id]?.fingerprint ?? null;
          if (fact) return known && fact(known);
          const list = tag(name);
          return isSingle(name) && Array.isArray(list) && list.length === 1 ? list[0] : list;
        };
        if (values.json) {
          records.push(
            fields ? { id: row.id, ...Object.fromEntries(fields.map((name) => [name, value(name)])) } : { ...row },
          );
        } else lines.push((fields ?? DEFAULT_FIELDS).map((name) => asText(name, value(name))));
      }
      offset += page.rows.length;
      left -= page.rows.length;
      if (page.rows.length < PAGE) break;
    }
    if (values.json) printJson({ total, tracks: records });
    else printLines(table(lines));
    return 0;
  });
}

/** @param position from 0, as --offset counts. @returns the exit code */
function printPosition(position: number | null, id: number, json: boolean): number {
  if (json) printJson({ id, position });
  else printLines([position === null ? `The query does not match track ${id}.` : String(position)]);
  return position === null ? 1 : 0;
}

function isKnown(name: string): boolean {
  return name === FINGERPRINT || Boolean(rowField(name) ?? FACT_FIELDS.get(canonicalName(name)) ?? findField(name));
}

/** Whether a field has several values; one that is not in the table may. */
function isList(name: string): boolean {
  return findField(name)?.many === true;
}

function isSingle(name: string): boolean {
  return findField(name)?.many === false;
}

/** Any name may be a field of somebody's own, so the library is asked, as queries ask it. @throws an error that names the nearest field */
async function refuseUnknown(api: Api, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await api.tracks.list.query({ query: `has:"${name.replaceAll('"', '')}"`, limit: 1 }).catch((error: unknown) => {
      const { code, message } = describeError(error);
      throw code === 'BAD_QUERY' ? Object.assign(new Error(`--fields: ${message}`), { code: 'BAD_FIELD' }) : error;
    });
  }
}

/** The fields that the library declares may have other names: this process learns them. */
async function declareOf(api: Api): Promise<void> {
  declareFields((await api.fields.list.query()).filter(({ declared }) => declared));
}

/** The term of a query that --sort random or --sort random:7 stands for; null for other sorting. */
function randomTerm(sort: string): string | null {
  if (sort === 'random') return `random:${randomInt(SEEDS)}`;
  return /^random:\d+$/.test(sort) ? sort : null;
}

/** The names in a list, each once: case does not tell fields apart. */
function fieldNames(list: string): string[] {
  const names = list.split(',').map((name) => name.trim().toLowerCase());
  return [...new Set(names.filter((name) => name !== ''))];
}

function asText(field: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (canonicalName(field) === 'length') return formatDuration(value as number);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join('; ') : String(value);
}
