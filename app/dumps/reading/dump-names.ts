/**
 * What the name of a file tells of it. AcoustID publishes `2026-07-22-track_mbid-update.jsonl.gz`, a list a day;
 * MusicBrainz `release.tar.xz`, in which `mbdump/release` is the list. How a file is packed is told by its content.
 */
import { DUMP_KINDS, type DumpKind } from '../../model/dumps.ts';

const ACOUSTID = /^(?:(\d{4}-\d{2}-\d{2})-)?([a-z_]+)-update\.jsonl?(?:\.gz|\.xz)?$/;
const PLAIN = /^(?:(\d{4}-\d{2}-\d{2})-)?([a-z_-]+?)(?:\.jsonl?|\.tar)?(?:\.gz|\.xz)?$/;
/** Lists that are published and that nothing here needs. */
const IGNORED: ReadonlySet<string> = new Set([
  'track_puid',
  'area',
  'artist',
  'event',
  'instrument',
  'label',
  'place',
  'release-group',
  'series',
  'work',
]);

export interface DumpName {
  /** Null for a list that is published and not read. */
  readonly kind: DumpKind | null;
  /** YYYY-MM-DD; null where the name does not tell. */
  readonly day: string | null;
}

/** @param name without its folder. @returns null for a name that no dump has */
export function readDumpName(name: string): DumpName | null {
  const [, day = null, list = ''] = ACOUSTID.exec(name) ?? PLAIN.exec(name) ?? [];
  if (day !== null && Number.isNaN(Date.parse(day))) return null;
  const kind = DUMP_KINDS.find((one) => one === list);
  if (kind !== undefined) return { kind, day };
  return IGNORED.has(list) ? { kind: null, day } : null;
}

/** Until this day the lists of AcoustID have each backslash twice, as PostgreSQL's COPY writes text. */
const LAST_DOUBLED = '2024-12-04';

export function hasDoubledBackslashes({ day }: Pick<DumpName, 'day'>): boolean {
  return day !== null && day <= LAST_DOUBLED;
}
