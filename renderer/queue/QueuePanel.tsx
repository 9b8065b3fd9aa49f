/** The queue beside the page: what plays, what comes next, and what sounds like it. */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { openDialog } from '../commands/open-dialog.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { focusTarget } from '../navigation/focus-targets.ts';
import { trackDrop, withIds } from '../ordered-tracks/dragged-tracks.ts';
import { OrderedTracks } from '../ordered-tracks/OrderedTracks.tsx';
import { playEntry, usePlayer } from '../playback/player.ts';
import {
  clearQueue,
  moveInQueue,
  placeInQueue,
  queueLast,
  removeFromQueue,
  toggleEndless,
} from '../playback/queue-commands.ts';
import { showQueuePanel, useQueuePanel } from '../playback/queue-panel.ts';
import type { QueueEntry } from '../playback/queue.ts';
import { api } from '../service/client.ts';
import { t } from '../words/text.ts';
import styles from './QueuePanel.module.css';

const NONE: readonly QueueEntry[] = [];
const COVER_PX = 320;

export function QueuePanel() {
  const { open, takesFocus } = useQueuePanel();
  if (!open) return null;
  return (
    <aside className={styles.panel} aria-label={t('Queue')} data-over>
      <QueueHead />
      <NowPlaying />
      <UpNext focused={takesFocus} />
      <MoreLikeThis />
    </aside>
  );
}

function QueueHead() {
  const toCome = usePlayer(({ queue }) => (queue === null ? 0 : queue.entries.length - queue.current - 1));
  return (
    <header className={styles.head}>
      <h2>{t('Queue')}</h2>
      <span className={styles.count}>
        {toCome === 0 ? t('nothing to come') : t('{{count}} tracks to come', { count: toCome })}
      </span>
      <IconButton
        icon="close"
        size={13}
        label={t('Close the queue')}
        onClick={() => {
          showQueuePanel(false);
          focusTarget('tracks');
        }}
      />
    </header>
  );
}

function NowPlaying() {
  const track = usePlayer((state) => state.track);
  if (track === null) return null;
  return (
    <div className={styles.now}>
      <Cover art={track.art} size={COVER_PX} />
      <h3>{track.title}</h3>
      <p>{[track.artist, track.album].filter((text) => text !== '').join(' · ')}</p>
    </div>
  );
}

function UpNext({ focused }: { readonly focused: boolean }) {
  const entries = usePlayer(({ queue }) => queue?.entries ?? NONE);
  const begin = usePlayer(({ queue }) => (queue?.current ?? -1) + 1);
  const total = entries.length - begin;
  const [range, setRange] = useState({ first: 0, last: 30 });
  const [over, setOver] = useState(false);
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const rows = useRows(entries.slice(begin + range.first, begin + range.last + 1));

  return (
    <section className={styles.next} aria-label={t('Up next')}>
      <div className={styles.title}>
        <h3>{t('Up next')}</h3>
        <Button
          look="quiet"
          size="small"
          className={styles.save}
          disabled={entries.length === 0}
          onClick={() => openDialog({ kind: 'add-to-playlist', tracks: { ids: entries.map(({ id }) => id) } })}
        >
          {t('Save as playlist …')}
        </Button>
        <Button look="quiet" size="small" disabled={total === 0} onClick={clearQueue}>
          {t('Clear')}
        </Button>
      </div>
      {total === 0 ? (
        <p className={styles.empty} data-over={over || undefined} {...trackDrop(withIds(queueLast), setOver)}>
          {t('Play an album, or add tracks with “Play next” and “Add to queue”.')}
        </p>
      ) : (
        <OrderedTracks
          label={t('Up next')}
          total={total}
          entryAt={(index) => {
            const entry = entries[begin + index];
            return entry === undefined ? undefined : { key: entry.key, trackId: entry.id, row: rows.get(entry.id) };
          }}
          onRange={onRange}
          onPlay={(index) => void playEntry(entries[begin + index]!.key)}
          onMove={(keys, before) => moveInQueue(keys, begin + before)}
          onRemove={removeFromQueue}
          onDropTracks={(ids, before) => placeInQueue(ids, begin + before)}
          removeLabel={t('Remove from the queue')}
          focused={focused}
        />
      )}
    </section>
  );
}

/** Rows of the entries on screen, one look-up each, which the cache keeps while the queue moves on. */
function useRows(entries: readonly QueueEntry[]) {
  const ids = [...new Set(entries.map(({ id }) => id))];
  return useQueries({
    queries: ids.map((id) => api.tracks.rows.queryOptions({ ids: [id] })),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, index) => (data === undefined ? [] : [[ids[index]!, data[0] ?? null] as const])),
      ),
  });
}

const SIMILAR = 3;

function MoreLikeThis() {
  const track = usePlayer((state) => state.track);
  const endless = usePlayer((state) => state.endless);
  const id = track?.id ?? 0;
  const { data } = useQuery({
    ...api.tracks.similar.queryOptions({ id, limit: SIMILAR }),
    enabled: id > 0,
    placeholderData: keepPreviousData,
  });
  if (track === null) return null;
  return (
    <section className={styles.more} aria-label={t('Play more like this')}>
      <div className={styles.title}>
        <h3>{t('Play more like this')}</h3>
        <Button look="quiet" size="small" icon="similar" aria-pressed={endless} onClick={toggleEndless}>
          {endless ? t('Without end') : t('When the queue ends')}
        </Button>
      </div>
      {data?.length === 0 ? <p className={styles.empty}>{t('No track of the library is similar.')}</p> : null}
      <ul>
        {data?.map(({ track: similar }) => (
          <li key={similar.id} className={styles.similar}>
            <Cover art={similar.art} size={34} />
            <span className={styles.names}>
              <b>{similar.title}</b>
              <small>{similar.artist}</small>
            </span>
            <IconButton
              icon="add"
              size={13}
              label={t('Add {{title}} to the queue', { title: similar.title })}
              onClick={() => queueLast([similar.id])}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
