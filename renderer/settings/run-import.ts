/** Takes over what another program knows: first what would change, then the change as one batch, each with progress. */
import type {
  FoundBy,
  ImportedValue,
  ImportOutcome,
  ImportProgress,
  ImportReport,
  NotFoundReason,
} from '../../app/model/imports.ts';
import { service } from '../service/client.ts';
import { tracksChanged } from '../service/follow-events.ts';
import { count } from '../words/amounts.ts';
import { t, type Text } from '../words/text.ts';

/** Between two looks at an import. */
const LOOK_MS = 500;

/** An import that did not end well, in the words of the service. */
export class ImportFailedError extends Error {}

/**
 * The service keeps what became of each record until `forgetImport`.
 * @param dryRun tells what would change, and changes nothing
 * @param onProgress called while it runs
 * @returns `null` where it was cancelled
 * @throws what the service says of a source that it cannot read
 */
export async function runImport(
  source: string,
  dryRun: boolean,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportReport | null> {
  await service.imports.start.mutate({ source: source.trim(), dryRun });
  for (;;) {
    const progress = await service.imports.wait.mutate({ milliseconds: LOOK_MS });
    if (progress.state === 'running') {
      onProgress(progress);
      continue;
    }
    if (progress.state === 'failed') throw new ImportFailedError(progress.message ?? '');
    const report = progress.state === 'done' ? await service.imports.report.query() : null;
    if (report !== null && report.batch !== null) tracksChanged(null, 'now');
    return report;
  }
}

/** Lets the service forget what became of the records: they take memory there. */
export async function forgetImport(): Promise<void> {
  await service.imports.forget.mutate().catch(() => undefined);
}

/** Ends it; nothing is changed unless it was being stored. */
export async function cancelImport(): Promise<void> {
  await service.imports.cancel.mutate().catch(() => undefined);
}

const STEPS: Readonly<Record<NonNullable<ImportProgress['step']>, Text>> = {
  read: 'Reading the other library …',
  match: 'Finding its tracks here …',
  sound: 'Comparing sounds …',
  store: 'Storing what is new …',
};

export function importStepWords({ step, done, total }: Pick<ImportProgress, 'step' | 'done' | 'total'>): string {
  const words = t(STEPS[step ?? 'read']);
  return total === null || total === 0 ? words : `${words} ${t('{{done}} of {{total}}', { done, total })}`;
}

const VALUES: Readonly<Record<ImportedValue, Text>> = {
  ratings: 'Ratings',
  favourites: 'Favourites',
  notes: 'Notes',
  plays: 'Plays',
  skips: 'Skips',
  lastPlayed: 'Last played',
  added: 'Dates of addition',
  fields: 'Other fields',
};

/** What an import has found, line by line; values that the source does not have are left out. */
export function importReportLines({ records, notFound, values, playlists, tracks, dryRun }: ImportReport): string[] {
  const lost = notFound.unknown + notFound.ambiguous;
  const named = (Object.keys(VALUES) as ImportedValue[]).filter((value) => values[value].inSource > 0);
  const made = playlists.filter(({ outcome }) => outcome === 'created' || outcome === 'replaced').length;
  return [
    t('{{count}} records, of which {{lost}} are not in this library', { count: records, lost }),
    ...named.map((value) => {
      const { changed, kept } = values[value];
      return t('{{what}}: {{changed}} new, {{kept}} kept as they are here', { what: t(VALUES[value]), changed, kept });
    }),
    ...(made > 0 ? [t('{{count}} playlists', { count: made })] : []),
    dryRun ? t('{{count}} tracks would change', { count: tracks }) : t('{{count}} tracks changed', { count: tracks }),
  ];
}

const FOUND: Readonly<Record<FoundBy, Text>> = {
  path: 'found by its path',
  moved: 'found in a folder that has moved',
  musicbrainz: 'found by its MusicBrainz id',
  acoustid: 'found by its AcoustID',
  tags: 'found by its tags and length',
  sound: 'found by its sound',
};
const NOT_FOUND: Readonly<Record<NotFoundReason, Text>> = {
  unknown: 'not found',
  ambiguous: 'several tracks fit',
};

/** What became of a record, in a few words. */
export function outcomeWords({ by, reason }: Pick<ImportOutcome, 'by' | 'reason'>): string {
  return t(by === null ? NOT_FOUND[reason ?? 'unknown'] : FOUND[by]);
}

/** Which records a list shows: all, those that were not found, or those that were found in one way. */
export type RecordFilter = 'all' | 'missing' | FoundBy;

/** The filters that show something, with how much; those without a track first. */
export function recordFilters({ records, found, notFound }: ImportReport): { value: RecordFilter; label: string }[] {
  const missing = notFound.unknown + notFound.ambiguous;
  const ways = (Object.keys(FOUND) as FoundBy[]).filter((by) => found[by] > 0);
  const counted = (label: Text, amount: number): string => `${t(label)} (${count(amount)})`;
  return [
    ...(missing > 0 ? [{ value: 'missing' as const, label: counted('not found', missing) }] : []),
    { value: 'all', label: counted('all records', records) },
    ...ways.map((by) => ({ value: by, label: counted(FOUND[by], found[by]) })),
  ];
}
