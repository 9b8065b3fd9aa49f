/**
 * What a change of the history did, once its row is open: what many tracks share first, with how many they are, then
 * the tracks, page by page.
 */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { BatchGroup, BatchTrack, EditBatch } from '../../app/model/history.ts';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { focusRow, useReadingOn } from '../controls/use-reading-on.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api, errorWords, service } from '../service/client.ts';
import { t } from '../words/text.ts';
import styles from './BatchContent.module.css';
import { ChangeView } from './ChangeView.tsx';

/** Groups that are listed. */
const GROUPS = 12;
/** Tracks of a page. */
const PAGE = 50;
/** Changes of a track that its row has. */
const SHOWN = 4;

export function BatchContent({ batch }: { readonly batch: EditBatch }) {
  const [group, setGroup] = useState<BatchGroup | null>(null);
  const found = useQuery(api.history.groups.queryOptions({ batch: batch.id, limit: GROUPS }));
  const { tracks, error, hasMore, more } = useTracks(batch.id, group?.id ?? null);
  const list = useRef<HTMLUListElement>(null);
  const readOn = useReadingOn(tracks?.length ?? 0, (at) => focusRow(list.current, at));
  const problem = found.error ?? error;
  if (problem !== null) return <Note tone="problem">{errorWords(problem)}</Note>;
  if (found.data === undefined || tracks === undefined) {
    // As high as the rows will be, so that what is below moves once.
    const rows = Math.min(batch.tracks, PAGE);
    return <div className={styles.content} aria-busy style={{ height: `calc(${rows} * var(--row))` }} />;
  }
  const isOne = batch.tracks === 1;
  const groups = found.data.groups.filter((shared) => isOne || shared.tracks > 1);
  const others = found.data.more + found.data.groups.length - groups.length;
  const ofAll = new Set(groups.filter((shared) => shared.tracks === batch.tracks).map(({ field }) => field));
  const total = group?.tracks ?? batch.tracks;

  function showMore(): void {
    readOn();
    void more({ cancelRefetch: false });
  }

  return (
    <div className={styles.content}>
      {groups.length === 0 ? null : (
        <ul className={styles.groups} aria-label={t('Changes that tracks share')}>
          {groups.map((shared) => (
            <li key={shared.id}>
              <ChangeView edit={shared} named undone={batch.undoneBy !== null} />
              <TracksOfGroup
                group={shared}
                isAll={shared.tracks === batch.tracks}
                isChosen={shared.id === group?.id}
                onChoose={setGroup}
              />
            </li>
          ))}
          {others === 0 || isOne ? null : (
            <li className={styles.others}>{t('and {{count}} other changes', { count: others })}</li>
          )}
        </ul>
      )}
      <ul ref={list} className={styles.tracks} aria-label={t('Tracks')}>
        {tracks.map((track, at) => (
          <TrackRow
            // oxlint-disable-next-line react/no-array-index-key -- a track may be in a batch twice
            key={at}
            track={track}
            leaves={ofAll}
            named={batch.changes.length > 1}
            undone={batch.undoneBy !== null}
          />
        ))}
      </ul>
      {hasMore ? (
        <Button size="small" onClick={showMore}>
          {t('Show more of {{count}} tracks', { count: total })}
        </Button>
      ) : null}
    </div>
  );
}

function useTracks(batch: number, group: number | null) {
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [['history', 'tracks'], { batch, group }] as const,
    queryFn: ({ pageParam, signal }) =>
      service.history.tracks.query({ batch, group, after: pageParam, limit: PAGE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    // Those of all tracks stay until those of a group are there.
    placeholderData: (before) => before,
  });
  return { tracks: data?.pages.flatMap(({ tracks }) => tracks), error, hasMore: hasNextPage, more: fetchNextPage };
}

interface TracksOfGroupProps {
  readonly group: BatchGroup;
  readonly isAll: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (group: BatchGroup | null) => void;
}

/** How many tracks share a change; where they are not all of them, a button that lists them alone. */
function TracksOfGroup({ group, isAll, isChosen, onChoose }: TracksOfGroupProps) {
  const tracks = t('{{count}} tracks', { count: group.tracks });
  if (isAll) return <span className={styles.count}>{tracks}</span>;
  return (
    <Button
      size="small"
      look="quiet"
      className={styles.choose}
      aria-pressed={isChosen}
      title={isChosen ? t('Show all tracks') : t('Show these tracks only')}
      onClick={() => onChoose(isChosen ? null : group)}
    >
      {tracks}
    </Button>
  );
}

interface TrackRowProps {
  readonly track: BatchTrack;
  /** Fields that have changed alike in all tracks. */
  readonly leaves: ReadonlySet<string>;
  /** Whether the fields are named. */
  readonly named: boolean;
  readonly undone: boolean;
}

function TrackRow({ track: { id, title, artist, changes, more }, leaves, named, undone }: TrackRowProps) {
  const own = changes.filter(({ field }) => !leaves.has(field));
  const others = Math.max(0, own.length - SHOWN) + more;
  return (
    <li>
      {title === null ? (
        <span className={styles.others}>{t('A track that is not in the library any more')}</span>
      ) : (
        <AddressLink className={styles.title} to={{ page: 'library', query: `id:${id}`, track: id }}>
          {title}
        </AddressLink>
      )}
      <span className={styles.artist}>{artist}</span>
      <span className={styles.changes}>
        {own.slice(0, SHOWN).map((edit) => (
          <ChangeView key={edit.field} edit={edit} named={named} undone={undone} />
        ))}
        {others === 0 ? null : <span className={styles.others}>{t('{{count}} other fields', { count: others })}</span>}
      </span>
    </li>
  );
}
