/**
 * The copies of one recording as columns, the best first: what each is, where they differ, and what the best can take from
 * the others. One can listen to them from the same place, and decide what becomes of them.
 */
import { useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import type { CopyGroup, FoundRecording } from '../../app/model/duplicates.ts';
import { Button } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { listenTo } from '../recognition/listen-in-lanes.ts';
import type { LaneSound } from '../recognition/sound-lanes.ts';
import { SoundWaves } from '../recognition/SoundWaves.tsx';
import { useCompared } from '../recognition/use-compared.ts';
import { useChoiceSource } from '../selection/track-choice.ts';
import { errorWords, service } from '../service/client.ts';
import { letterOf } from '../words/letters.ts';
import { t } from '../words/text.ts';
import { compareCopies, type ComparedCopies } from './compared-copies.ts';
import { CopiesTable } from './CopiesTable.tsx';
import { Detail, Place } from './Detail.tsx';
import { copyWords } from './copy-words.ts';
import { CopyActions } from './CopyActions.tsx';
import { PartsList } from './PartsList.tsx';
import { previewMerge } from './resolve-copies.ts';
import type { ShownCopy } from './shown-copy.ts';
import { editInLibrary, showInLibrary } from './review-commands.ts';

/** Sounds whose waveforms are drawn below each other. */
const MOST_DRAWN = 6;

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
    queryFn: ({ signal }) => look(recording, signal),
  });
  // Files are read for it: the copies are shown before.
  const { data: byBytes } = useQuery({
    queryKey: [['duplicates', 'compareBytes'], { ids }] as const,
    queryFn: ({ signal }) => service.duplicates.compareBytes.query({ ids: [...ids] }, { signal }),
    enabled: data?.copies.some(({ copy }) => copy.sameBytes === null) === true,
  });
  const query = ids.map((id) => `id:${id}`).join(' , ');
  useChoiceSource({ amount: () => ids.length, choose: () => Promise.resolve({ ids }) });
  if (error !== null) return <Note tone="problem">{errorWords(error)}</Note>;
  if (data === undefined) return <Loading />;
  const { drawn, group, merged } = data;
  const copies = data.copies.map((shown) => {
    const sameBytes = byBytes?.find(({ id }) => id === shown.copy.id)?.sameBytes ?? (byBytes ? false : null);
    return shown.copy.sameBytes === null ? { ...shown, copy: { ...shown.copy, sameBytes } } : shown;
  });
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
      <HeardCopies copies={copies} drawn={drawn} compared={compared} />
      {parts.length === 0 ? null : <PartsList parts={parts} />}
      <p>{t('No file is deleted. What you change here is written above the files and can be undone.')}</p>
    </Detail>
  );
}

interface HeardCopiesProps {
  readonly copies: readonly ShownCopy[];
  readonly drawn: readonly LaneSound[];
  readonly compared: ComparedCopies;
}

/** The copies, and their waveforms. A change of copy keeps the place in the music, not the time. */
function HeardCopies({ copies, drawn, compared }: HeardCopiesProps) {
  const lanes = useCompared(drawn);
  return (
    <>
      <CopiesTable copies={copies} compared={compared} onListen={(at) => void listenTo(lanes, at)} />
      <SoundWaves lanes={lanes} />
    </>
  );
}

interface ComparedRecording {
  /** The best first. */
  readonly copies: readonly ShownCopy[];
  /** Those whose waveforms are drawn: the copies, then parts as far as there is room. */
  readonly drawn: readonly LaneSound[];
  /** What a decision is about; `null` for a recording that has only parts. */
  readonly group: CopyGroup | null;
  readonly merged: Awaited<ReturnType<typeof previewMerge>>;
}

async function look({ ids, parts }: FoundRecording, signal: AbortSignal): Promise<ComparedRecording> {
  const asked = { ids: [...ids] };
  const drawnParts = parts.slice(0, Math.max(0, MOST_DRAWN - ids.length)).map(({ tracks: [part] }) => part);
  const [copies, rows, tags, facts] = await Promise.all([
    service.duplicates.copies.query(asked, { signal }),
    service.tracks.rows.query({ ids: [...ids, ...drawnParts] }, { signal }),
    service.tracks.tags.query(asked, { signal }),
    service.tracks.facts.query(asked, { signal }),
  ]);
  const [best, ...others] = copies;
  const group =
    best === undefined || others.length === 0 ? null : { keep: best.id, others: others.map(({ id }) => id) };
  const shown = copies.map((copy) => ({
    copy,
    row: rows.find(({ id }) => id === copy.id),
    tags: tags[copy.id] ?? {},
    facts: facts[copy.id],
  }));
  const partRows = drawnParts.flatMap((part) => rows.find(({ id }) => id === part) ?? []);
  return {
    copies: shown,
    drawn: [...shown.flatMap(({ row }) => row ?? []), ...partRows].map(
      ({ id, kind, duration, lossless }, at): LaneSound => ({
        id,
        letter: letterOf(at),
        name: at < shown.length ? kind : t('{{kind}}, part', { kind }),
        duration,
        lossless,
      }),
    ),
    group,
    merged: group === null ? { fields: {}, pictures: 0 } : await previewMerge(group, signal),
  };
}
