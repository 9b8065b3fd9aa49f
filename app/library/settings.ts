/** The settings of a library: their names, types and defaults. */
import { inEnglish, saidBy, type Said } from '../model/messages.ts';
import { issueSaid, quoting, refusedPart, refusedPartSaid, shown, z } from '../model/schema.ts';
import { compileTemplate } from '../../fuse/template/compile.ts';
import type { Connection } from '../storage/connection.ts';
import { actionGroupSchema, actionGroupsSchema } from './action-groups.ts';
import { declaredFieldSchema, declaredFieldsSchema } from './declared-field-schema.ts';
import { NAME_TARGETS } from '../model/mount.ts';
import { IDENTIFICATION_SETTINGS } from './identification-settings.ts';
import { PLAYER_SETTINGS } from './player-settings.ts';
import { PlaylistConditions } from './playlists/playlist-conditions.ts';
import { parseQuery } from './query/parse.ts';
import { QueryError } from './query/rule.ts';
import { SERVE_SETTINGS } from './serve-settings.ts';
import { storedSettings, type StoredSetting } from './stored-settings.ts';
import { unknownSetting } from './unknown-setting.ts';
import { mountViewSchema, mountViewsSchema, readable } from './views.ts';

/** All settings. `descant config` shows the descriptions. */
export const SETTINGS = {
  'index.url': z
    .url({ protocol: /^https?$/, error: 'an address that begins with http:// or https:// is needed' })
    .nullable()
    .default(null)
    .describe(
      'address of an index on an acoustid-index server, such as http://127.0.0.1:6081/main; without it the index of this library is used. Takes effect at the next start',
    ),
  'mount.template': z
    .string()
    .min(1)
    .max(2000)
    .superRefine(readable(compileTemplate))
    .default('$artist/$album ($year) [$format_upper]/$track - $artist - $title.$format')
    .describe('the path of a track in the mount; the default is the one that beetfs made known'),
  'mount.views': mountViewsSchema
    .default([])
    .describe(
      'views of the library side by side in the mount, each with a name and its own template and query; see descant views',
    ),
  'mount.names': z
    .enum(NAME_TARGETS)
    .default('posix')
    .describe('what names in the mount have to be legal for: posix, windows, or portable (FAT disks and Samba)'),
  'mount.others': z
    .boolean()
    .default(false)
    .describe(
      'whether other users of the machine may read the mount, such as a music server or Samba; unless root mounts, /etc/fuse.conf has to say user_allow_other. Takes effect at the next mount',
    ),
  'mount.ratings': z
    .boolean()
    .default(false)
    .describe(
      'whether files in the mount show the ratings, favourites and notes that you give in Descant: a rating as POPM or RATING; without it they show what the originals say',
    ),
  'mount.sidecars': z
    .boolean()
    .default(true)
    .describe(
      'whether covers, cue sheets, logs, lyrics and booklets are shown beside the tracks whose folder they lie in',
    ),
  'mount.playlists': z
    .boolean()
    .default(true)
    .describe('whether the mount shows your playlists as .m3u8 files in the folder Playlists'),
  'scan.watch': z
    .boolean()
    .default(true)
    .describe(
      'whether changes in the folders of the library are noticed as they happen; without it they show after the next scan',
    ),
  'verify.rate': z
    .number({ error: 'a number of MB per second is needed' })
    .min(0, 'it is at least 0')
    .max(100_000, 'it is at most 100000')
    .default(0)
    .describe('MB per second that descant verify --deep reads at most, which leaves a disk to players; 0 for no limit'),
  'art.names': z
    .array(z.string().min(1).max(100))
    .max(50)
    .default(['cover', 'folder', 'front', 'front*', 'albumart', 'albumart*large', 'album'])
    .describe(
      'names of pictures in the folders of tracks that are front covers, best first, without extension; * stands for any text. As JSON: ["cover","front*"]',
    ),
  'art.most-bytes': z
    .int({ error: 'a whole number of bytes is needed' })
    .min(1000, 'it is at least 1000')
    .max(64 * 1024 * 1024, 'it is at most 67108864')
    .default(16_000_000)
    .describe('bytes that a picture may have that is added to tracks; a FLAC file cannot hold more than 16 777 215'),
  'art.most-pixels': z
    .int({ error: 'a whole number of pixels is needed' })
    .min(32, 'it is at least 32')
    .max(30_000, 'it is at most 30000')
    .default(8192)
    .describe('pixels that the longer edge of a picture may have that is added to tracks'),
  'sort.articles': z
    .string()
    .max(500)
    .default('')
    .describe(
      'leading articles that lists leave out when they sort artists, albums and titles, with commas between them, such as The, A, Der, Die, Das, Les; names for sorting in tags stay as they are',
    ),
  ...IDENTIFICATION_SETTINGS,
  ...PLAYER_SETTINGS,
  ...SERVE_SETTINGS,
  'fields.declared': declaredFieldsSchema.default([]).describe('fields that you have declared; see descant fields'),
  'actions.groups': actionGroupsSchema.default([]).describe('groups of actions that you have saved; see descant act'),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { readonly [Name in SettingName]: z.infer<(typeof SETTINGS)[Name]> };

/** A setting that does not exist, or a value that it cannot have. */
export class SettingError extends Error {
  readonly code = 'BAD_SETTING';
  /** Where inside the value, such as `2.template`; empty for the whole of it. */
  readonly path: string;
  /** The sentence for pages, which have it in their own language. */
  readonly said: Said | undefined;
  constructor(message: string, path = '', said: Said | null = null) {
    super(message);
    this.said = said ?? undefined;
    this.name = 'SettingError';
    this.path = path;
  }
}

/** Whether there is a setting of this name. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}

/**
 * All settings. One that is not set has its default, and so has one whose stored value is invalid, as another version
 * of Descant may have written it: the library must open all the same. Of the views the valid ones are left.
 */
export function settingsOf(rows: readonly StoredSetting[]): Settings {
  const stored = new Map(rows.map(({ key, value }) => [key, value]));
  const entries = Object.entries(SETTINGS).map(([name, type]) => {
    const text = stored.get(name);
    const parsed = type.safeParse(text === undefined ? undefined : JSON.parse(text));
    return [name, parsed.success ? parsed.data : type.parse(validItems(name, text))];
  });
  return Object.fromEntries(entries) as Settings;
}

/** All settings, as `settingsOf` makes them. */
export function readSettings(connection: Connection): Settings {
  return settingsOf(storedSettings(connection));
}

/** The items of the settings that are lists. */
const LISTS = new Map<string, z.ZodType>([
  ['mount.views', mountViewSchema],
  ['actions.groups', actionGroupSchema],
  ['fields.declared', declaredFieldSchema],
]);

/** Of a list those that are valid: a view whose query is no longer understood does not take the others with it. */
function validItems(name: string, text: string | undefined): unknown {
  const value: unknown = JSON.parse(text ?? 'null');
  const item = LISTS.get(name);
  if (item === undefined || !Array.isArray(value)) return undefined;
  const valid = value.filter((one) => item.safeParse(one).success);
  return SETTINGS[name as SettingName].safeParse(valid).success ? valid : undefined;
}

/**
 * Sets a setting; undefined takes it back to its default.
 * @throws SettingError
 */
export function writeSetting(connection: Connection, name: string, value: unknown): void {
  if (!isSettingName(name)) {
    throw new SettingError(unknownSetting(name, Object.keys(SETTINGS)));
  }
  if (value === undefined) {
    connection.prepare('DELETE FROM setting WHERE key = ?').run(name);
    return;
  }
  const direct = SETTINGS[name].safeParse(value);
  const parsed = direct.success || typeof value !== 'string' ? direct : SETTINGS[name].safeParse(fromText(value));
  if (!parsed.success) throw refusal(name, value, parsed.error);
  if (name === 'mount.views') checkPlaylists(connection, parsed.data as Settings['mount.views']);
  connection
    .prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)')
    .run(name, JSON.stringify(parsed.data));
}

/** A view can ask for a playlist that is there. @throws SettingError */
function checkPlaylists(connection: Connection, views: Settings['mount.views']): void {
  for (const [index, { query }] of views.entries()) {
    try {
      new PlaylistConditions(connection).check(parseQuery(query).rule, query);
    } catch (error) {
      throw error instanceof QueryError ? new SettingError(error.message, `${index}.query`) : error;
    }
  }
}

/** The value of a setting that was typed as text. */
function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Messages of Descant's own rules are sentences; those of others are told together with the value. */
function refusal(name: string, value: unknown, { issues: [issue] }: z.ZodError): SettingError {
  const location = issue?.path.join('.') ?? '';
  if (issue === undefined) return new SettingError(`${name} cannot be ${shown(value)}`, location);
  if (issue.code === 'custom') return new SettingError(issue.message, location, saidBy(issue.message));
  const place = location === '' ? name : `${name}, ${location},`;
  const words = refusedPart(place, issue.message);
  if (words.startsWith(`${place} `)) return new SettingError(words, location, refusedPartSaid(place, issue));
  const said = quoting('refused-setting', { why: issueSaid(issue) }, { place: name, value: shown(value) });
  return new SettingError(inEnglish(said), location, said);
}
