/**
 * The copies of one recording as columns, the best first: what each is, where they differ, and what the best can take from
 * the others. One can listen to them from the same place, and let the mount show the best of equally named copies only.
 */
import { useQuery } from '@tanstack/react-query';
import type { FoundRecording } from '../../app/model/duplicates.ts';
import { Button } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Note } from '../controls/Note.tsx';
import { useChoiceSource } from '../selection/track-choice.ts';
import { errorWords, service } from '../service/client.ts';
import { editTracks } from '../service/edit-tracks.ts';
import { fieldLabel } from '../words/field-names.ts';
import { t } from '../words/text.ts';
import { compareCopies, takenTags } from './compared-copies.ts';
import { CopiesTable } from './CopiesTable.tsx';
import { Detail, Place } from './Detail.tsx';
import { copyWords } from './copy-words.ts';
import { BestCopiesButton } from './BestCopiesButton.tsx';
import { PartsList } from './PartsList.tsx';
import type { ShownCopy } from './shown-copy.ts';
import { editInLibrary, showInLibrary } from './review-commands.ts';

interface CopiesProps {
  readonly recording: FoundRecording;
  readonly at: number;
  readonly total: number;
}

export function Copies({ recording, at, total }: CopiesProps) {
  const { ids, parts, score } = recording;
  const { data: copies, error } = useQuery({
    queryKey: [['duplicates', 'copies'], { ids }] as const,
    queryFn: ({ signal }) => look(ids, signal),
  });
  const query = ids.map((id) => `id:${id}`).join(' , ');
  useChoiceSource({ amount: () => ids.length, choose: () => Promise.resolve({ ids }) });
  if (error !== null) return <Note tone="problem">{errorWords(error)}</Note>;
  const [best] = copies ?? [];
  if (copies === undefined || best === undefined) return null;
  const compared = compareCopies(copies.map(({ tags }) => tags));
  const taken = takenTags(compared);
  const fields = Object.keys(taken);
  return (
    <Detail
      title={best.copy.title || best.row?.fileName || t('A recording')}
      note={[
        best.copy.artist,
        copies.length > 1
          ? t('one recording in {{count}} copies, alike by {{percent}} %', {
              count: copies.length,
              percent: Math.round(100 * score),
            })
          : t('a recording with {{count}} parts', { count: parts.length }),
      ]
        .filter(Boolean)
        .join(' · ')}
      {...(copies.length < 2
        ? {}
        : {
            verdict: (
              <>
                <Icon name="check" size={15} />
                {t('Keep the {{kind}}', { kind: best.copy.kind })}
              </>
            ),
            why: copyWords(copies.map(({ copy }) => copy)),
          })}
      foot={
        <>
          {fields.length === 0 ? null : (
            <Button look="primary" onClick={() => void editTracks([best.copy.id], taken)}>
              {fields.length === 1
                ? t('Take {{field}} into the {{kind}}', { field: fieldLabel(fields[0]!), kind: best.copy.kind })
                : t('Take {{count}} fields into the {{kind}}', { count: fields.length, kind: best.copy.kind })}
            </Button>
          )}
          <BestCopiesButton />
          <Button onClick={() => showInLibrary(query)}>{t('Show in library')}</Button>
          <Button onClick={() => editInLibrary(query, ids.length)}>
            {ids.length === 1 ? t('Edit it') : t('Edit all')}
          </Button>
          <Place at={at} total={total} thing="recording" />
        </>
      }
    >
      <CopiesTable copies={copies} compared={compared} />
      {parts.length === 0 ? null : <PartsList parts={parts} />}
      <p>{t('No file is deleted. What you change here is written above the files and can be undone.')}</p>
    </Detail>
  );
}

/** The copies, the best first, with their rows and tags. */
async function look(ids: readonly number[], signal: AbortSignal): Promise<ShownCopy[]> {
  const asked = { ids: [...ids] };
  const [copies, rows, tags] = await Promise.all([
    service.duplicates.copies.query(asked, { signal }),
    service.tracks.rows.query(asked, { signal }),
    service.tracks.tags.query(asked, { signal }),
  ]);
  return copies.map((copy) => ({
    copy,
    row: rows.find(({ id }) => id === copy.id),
    tags: tags[copy.id] ?? {},
  }));
}
