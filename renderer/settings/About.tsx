/** What Descant is here: version, contents of the library, and what its files take on the disk. */
import { useQuery } from '@tanstack/react-query';
import type { LibraryPart } from '../../app/model/about.ts';
import type { LibrarySummary } from '../../app/model/library.ts';
import { api } from '../service/client.ts';
import { fileSize } from '../words/amounts.ts';
import { span } from '../words/duration.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { t, type Text } from '../words/text.ts';
import { Row } from './Row.tsx';

const PART_LABELS: Readonly<Record<LibraryPart, Text>> = {
  database: 'database',
  pictures: 'pictures',
  fingerprints: 'fingerprints',
  vectors: 'vectors of the sound',
  dumps: 'dumps',
  thumbnails: 'thumbnails',
  backups: 'backups',
  other: 'other',
};

export function About({ summary }: { readonly summary: LibrarySummary }) {
  const { data: about } = useQuery({ ...api.library.about.queryOptions(), refetchOnMount: 'always' });
  const failed =
    summary.analysisFailed > 0 ? t(', {{analysisFailed}} failed', { analysisFailed: summary.analysisFailed }) : '';
  return (
    <>
      <Row name={t('Version')} hint={about === undefined ? '' : `Descant ${about.version}`} />
      <Row name={t('Library folder')} hint={folderForDisplay(summary.library)} />
      <Row name={t('Takes')} hint={about === undefined ? '' : sizeWords(about.bytes)} />
      <Row
        name={t('Contents')}
        hint={[
          t('{{count}} tracks', { count: summary.tracks }),
          t('{{count}} albums', { count: summary.albums }),
          t('{{count}} artists', { count: summary.artists }),
        ].join(', ')}
      />
      <Row name={t('Music')} hint={`${span(summary.duration)}, ${fileSize(summary.bytes)}`} />
      <Row name={t('Edited')} hint={t('{{count}} tracks', { count: summary.editedTracks })} />
      <Row name={t('Analysed')} hint={`${t('{{count}} tracks', { count: summary.analysed })}${failed}`} />
      <Row name={t('Missing')} hint={t('{{count}} files', { count: summary.missing })} />
      {summary.hidden + summary.trashed === 0 ? null : (
        <Row
          name={t('Set aside')}
          hint={t('{{hidden}} hidden, {{trashed}} in the trash', { hidden: summary.hidden, trashed: summary.trashed })}
        />
      )}
    </>
  );
}

/** `62 MB: database 38 MB, pictures 21 MB`, the largest first; parts without files are left out. */
function sizeWords(bytes: Readonly<Record<LibraryPart, number>>): string {
  const parts = (Object.keys(bytes) as LibraryPart[])
    .filter((part) => bytes[part] > 0)
    .toSorted((a, b) => bytes[b] - bytes[a]);
  const total = parts.reduce((sum, part) => sum + bytes[part], 0);
  return `${fileSize(total)}: ${parts.map((part) => `${t(PART_LABELS[part])} ${fileSize(bytes[part])}`).join(', ')}`;
}
