/** What Descant is here: version, contents of the library, and what its files take on the disk. */
import { useQuery } from '@tanstack/react-query';
import type { LibraryPart } from '../../app/model/about.ts';
import type { IndexState } from '../../app/model/index-state.ts';
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
  const { data: index } = useQuery({ ...api.library.index.queryOptions(), refetchOnMount: 'always' });
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
      {index === undefined ? null : (
        <Row
          name={t('Fingerprint index')}
          hint={indexWords(index)}
          note={
            index.waiting === 0 ? null : t('{{count}} fingerprints are still to be sent.', { count: index.waiting })
          }
          problem={index.message}
        />
      )}
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

/** Where the index is, how many fingerprints the library has, and whether it can be asked. */
function indexWords({ url, state, fingerprints }: IndexState): string {
  const amount = t('{{count}} fingerprints', { count: fingerprints });
  if (url === null) return t('in the library folder, {{amount}}', { amount });
  const how = { ready: t('reachable'), filling: t('is being filled'), away: t('away'), foreign: t('not used') }[state];
  return t('at {{url}}, {{how}}, {{amount}}', { url, how, amount });
}

/** `62 MB: database 38 MB, pictures 21 MB`, the largest first; parts without files are left out. */
function sizeWords(bytes: Readonly<Record<LibraryPart, number>>): string {
  const parts = (Object.keys(bytes) as LibraryPart[])
    .filter((part) => bytes[part] > 0)
    .toSorted((a, b) => bytes[b] - bytes[a]);
  const total = parts.reduce((sum, part) => sum + bytes[part], 0);
  return `${fileSize(total)}: ${parts.map((part) => `${t(PART_LABELS[part])} ${fileSize(bytes[part])}`).join(', ')}`;
}
