/**
 * The copies of one recording as columns, the best first: what each is, where they differ, and what the best can take from
 * the others. One can listen to them from the same place, and decide what becomes of them.
 */
import { useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import type { CopyGroup, FoundRecording } from '../../app/model/duplicates.ts';
import { Button } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Note } from '../controls/Note.tsx';
import { useChoiceSource } from '../selection/track-choice.ts';
import { errorWords, service } from '../service/client.ts';
import { t } from '../words/text.ts';
import { compareCopies } from './compared-copies.ts';
import { CopiesTable } from './CopiesTable.tsx';
import { Detail, Place } from './Detail.tsx';
import { copyWords } from './copy-words.ts';
import { CopyActions } from './CopyActions.tsx';
import { PartsList } from './PartsList.tsx';
import { previewMerge } from './resolve-copies.ts';
import type { ShownCopy } from './shown-copy.ts';
import { editInLibrary, showInLibrary } from './review-commands.ts';

interface CopiesProps {
  readonly recording: FoundRecording;
  readonly at: number;
  readonly total: number;
  readonly heading: Ref<HTMLHeadingElement>;
  /** Called when a decision takes the recording out of the list. */
  readonly onSettled: () => void;
}

export function Copies({ recording, at, total, heading, onSettled }: CopiesProps) {
  const { ids, parts, score } = recording;
  const { data, error } = useQuery({
    queryKey: [['duplicates', 'copies'], { ids }] as const,
    queryFn: ({ signal }) => look(ids, signal),
  });
  const query = ids.map((id) => `id:${id}`).join(' , ');
  useChoiceSource({ amount: () => ids.length, choose: () => Promise.resolve({ ids }) });
  if (error !== null) return <Note tone="problem">{errorWords(error)}</Note>;
  if (data === undefined) return null;
  const { copies, group, merged } = data;
  const [best] = copies;
  if (best === undefined) return null;
  const compared = compareCopies(
    copies.map(({ tags }) => tags),
    merged.fields,
  );
  const fields = Object.keys(merged.fields).length;
  const { pictures } = merged;
  return (
    <Detail
      heading={heading}
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
          {group === null ? null : (
            <CopyActions group={group} kind={best.copy.kind} merged={fields + pictures} onSettled={onSettled} />
          )}
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

interface ComparedRecording {
  /** The best first. */
  readonly copies: readonly ShownCopy[];
  /** What a decision is about; `null` for a recording that has only parts. */
  readonly group: CopyGroup | null;
  readonly merged: Awaited<ReturnType<typeof previewMerge>>;
}

async function look(ids: readonly number[], signal: AbortSignal): Promise<ComparedRecording> {
  const asked = { ids: [...ids] };
  const [copies, rows, tags] = await Promise.all([
    service.duplicates.copies.query(asked, { signal }),
    service.tracks.rows.query(asked, { signal }),
    service.tracks.tags.query(asked, { signal }),
  ]);
  const [best, ...others] = copies;
  const group =
    best === undefined || others.length === 0 ? null : { keep: best.id, others: others.map(({ id }) => id) };
  return {
    copies: copies.map((copy) => ({ copy, row: rows.find(({ id }) => id === copy.id), tags: tags[copy.id] ?? {} })),
    group,
    merged: group === null ? { fields: {}, pictures: 0 } : await previewMerge(group, signal),
  };
}
