/** Takes over what another program knows: first what would change, then the change as one batch, each with progress. */
import type { ImportProgress, ImportReport, ImportedValue } from '../../app/model/imports.ts';
import { service } from '../service/client.ts';
import { tracksChanged } from '../service/follow-events.ts';
import { t, type Text } from '../words/text.ts';

/** Between two looks at an import. */
const LOOK_MS = 500;

/** An import that did not end well, in the words of the service. */
export class ImportFailedError extends Error {}

/**
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
    await service.imports.forget.mutate();
    if (report !== null && report.batch !== null) tracksChanged(null, 'now');
    return report;
  }
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
