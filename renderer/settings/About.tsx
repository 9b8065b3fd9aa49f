/** What Descant is here: version, contents of the library, and what its files take on the disk. */
import { useQuery } from '@tanstack/react-query';
import type { LibraryPart } from '../../app/model/about.ts';
import type { LibrarySummary } from '../../app/model/library.ts';
import { api } from '../service/client.ts';
import { count, countOf, fileSize } from '../words/amounts.ts';
import { span } from '../words/duration.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { Row } from './Row.tsx';

const PART_LABELS: Readonly<Record<LibraryPart, string>> = {
  database: 'database',
  pictures: 'pictures',
  fingerprints: 'fingerprints',
  vectors: 'vectors of the sound',
  thumbnails: 'thumbnails',
  backups: 'backups',
  other: 'other',
};

export function About({ summary }: { readonly summary: LibrarySummary }) {
  const { data: about } = useQuery({ ...api.library.about.queryOptions(), refetchOnMount: 'always' });
  const failed = summary.analysisFailed > 0 ? `, ${count(summary.analysisFailed)} failed` : '';
  return (
    <>
      <Row name="Version" hint={about === undefined ? '' : `Descant ${about.version}`} />
      <Row name="Library folder" hint={folderForDisplay(summary.library)} />
      <Row name="Takes" hint={about === undefined ? '' : sizeWords(about.bytes)} />
      <Row
        name="Contents"
        hint={[
          countOf(summary.tracks, 'track'),
          countOf(summary.albums, 'album'),
          countOf(summary.artists, 'artist'),
        ].join(', ')}
      />
      <Row name="Music" hint={`${span(summary.duration)}, ${fileSize(summary.bytes)}`} />
      <Row name="Edited" hint={countOf(summary.editedTracks, 'track')} />
      <Row name="Analysed" hint={`${countOf(summary.analysed, 'track')}${failed}`} />
      <Row name="Missing" hint={countOf(summary.missing, 'file')} />
    </>
  );
}

/** `62 MB: database 38 MB, pictures 21 MB`, the largest first; parts without files are left out. */
function sizeWords(bytes: Readonly<Record<LibraryPart, number>>): string {
  const parts = (Object.keys(bytes) as LibraryPart[])
    .filter((part) => bytes[part] > 0)
    .toSorted((a, b) => bytes[b] - bytes[a]);
  const total = parts.reduce((sum, part) => sum + bytes[part], 0);
  return `${fileSize(total)}: ${parts.map((part) => `${PART_LABELS[part]} ${fileSize(bytes[part])}`).join(', ')}`;
}
