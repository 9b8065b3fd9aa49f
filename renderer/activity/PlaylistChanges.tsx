/**
 * What a change of the history did to playlists, once its row is open: of each playlist its name, folder and query before
 * and after, and the tracks that came, went or moved, more of them when asked for.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { BatchPlaylist, EditBatch, PlaylistItemChange, PlaylistTextChange } from '../../app/model/history.ts';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { focusRow, useReadingOn } from '../controls/use-reading-on.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api, errorWords } from '../service/client.ts';
import { t, type Text } from '../words/text.ts';
import styles from './BatchContent.module.css';

/** Items of each playlist at first, and at most. */
const SHOWN = 50;
const MOST = 1000;

const FIELDS: Readonly<Record<PlaylistTextChange['field'], Text>> = {
  name: 'Name',
  folder: 'Folder',
  rule: 'Query',
};
const BECAME = { created: 'Playlist created', deleted: 'Playlist deleted' } as const;

export function PlaylistChanges({ batch }: { readonly batch: EditBatch }) {
  const [limit, setLimit] = useState(SHOWN);
  const { data, error } = useQuery({
    ...api.history.playlists.queryOptions({ batch: batch.id, limit }),
    placeholderData: keepPreviousData,
  });
  if (error !== null) return <Note tone="problem">{errorWords(error)}</Note>;
  const undone = batch.undoneBy !== null;
  return (
    <div className={styles.content} aria-busy={data === undefined}>
      {data?.playlists.map((playlist) => (
        <Playlist key={playlist.id} playlist={playlist} undone={undone} onMore={() => setLimit(MOST)} />
      ))}
      {data === undefined || data.more === 0 ? null : (
        <p className={styles.others}>{t('and {{count}} other playlists', { count: data.more })}</p>
      )}
    </div>
  );
}

interface PlaylistProps {
  readonly playlist: BatchPlaylist;
  readonly undone: boolean;
  readonly onMore: () => void;
}

function Playlist({ playlist, undone, onMore }: PlaylistProps) {
  const { id, name, isThere, became, texts, added, removed, moved, items } = playlist;
  const numbers = [
    ...(became === null ? [] : [t(BECAME[became])]),
    ...(added === 0 ? [] : [t('{{count}} tracks added', { count: added })]),
    ...(removed === 0 ? [] : [t('{{count}} tracks taken out', { count: removed })]),
    ...(moved === 0 ? [] : [t('{{count}} tracks moved', { count: moved })]),
  ];
  const others = added + removed + moved - items.length;
  const list = useRef<HTMLUListElement>(null);
  const readOn = useReadingOn(items.length, (at) => focusRow(list.current, at));

  function showMore(): void {
    readOn();
    onMore();
  }

  return (
    <section className={styles.playlist}>
      <h4>
        {isThere ? (
          <AddressLink className={styles.title} to={{ page: 'playlists', item: String(id) }}>
            {name}
          </AddressLink>
        ) : (
          name
        )}
        <span className={styles.count}>{numbers.join(' · ')}</span>
      </h4>
      {texts.map(({ field, before, after }) => (
        <p key={field} className={styles.change} data-undone={undone || undefined}>
          <b>{t(FIELDS[field])}: </b>
          <del>{before ?? t('none')}</del> <span aria-hidden="true">→</span> <ins>{after ?? t('none')}</ins>
        </p>
      ))}
      {items.length === 0 ? null : (
        <ul ref={list} className={styles.tracks} aria-label={t('Tracks of {{name}}', { name })}>
          {items.map((item, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- a track may be in a playlist twice
            <ItemRow key={at} item={item} undone={undone} />
          ))}
        </ul>
      )}
      {others <= 0 ? null : items.length < MOST ? (
        <Button size="small" onClick={showMore}>
          {t('Show more of {{count}} tracks', { count: others + items.length })}
        </Button>
      ) : (
        <p className={styles.others}>{t('and {{count}} other tracks', { count: others })}</p>
      )}
    </section>
  );
}

const WHAT: Readonly<Record<PlaylistItemChange['what'], Text>> = {
  added: 'added',
  removed: 'taken out',
  moved: 'moved',
};

function ItemRow({
  item: { what, trackId, title, artist },
  undone,
}: {
  readonly item: PlaylistItemChange;
  readonly undone: boolean;
}) {
  const word = t(WHAT[what]);
  return (
    <li>
      {title === null ? (
        <span className={styles.others}>{t('A track that is not in the library any more')}</span>
      ) : (
        <AddressLink className={styles.title} to={{ page: 'library', query: `id:${trackId}`, track: trackId }}>
          {title}
        </AddressLink>
      )}
      <span className={styles.artist}>{artist}</span>
      <span className={styles.change} data-undone={undone || undefined}>
        {what === 'removed' ? <del>{word}</del> : <ins>{word}</ins>}
      </span>
    </li>
  );
}
