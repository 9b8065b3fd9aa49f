/** The tracks of a playlist in its order, in columns. A heading sorts: tracks that are ordered by hand once, others by the rule. */
import { useCallback, useState } from 'react';
import type { PlaylistEntry } from '../../app/model/playlists.ts';
import { ColumnHeads } from '../columns/ColumnHeads.tsx';
import { widthProperties } from '../columns/column-widths.ts';
import columnStyles from '../columns/Columns.module.css';
import { ColumnsMenu } from '../columns/ColumnsMenu.tsx';
import { PLAYLIST_COLUMNS, useColumns } from '../columns/use-column-layout.ts';
import { useFittedColumns } from '../columns/use-fitted-columns.ts';
import { useMoreValues } from '../columns/use-more-values.ts';
import type { Point } from '../controls/menu-place.ts';
import { Note } from '../controls/Note.tsx';
import type { SortOrder } from '../navigation/address.ts';
import { OrderedTracks, type OrderedColumns } from '../ordered-tracks/OrderedTracks.tsx';
import { playFrom, usePlayer } from '../playback/player.ts';
import { errorWords, service } from '../service/client.ts';
import { count } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import { addTracks, moveItems, removeItems, sortPlaylist } from './playlist-commands.ts';
import styles from './Playlists.module.css';
import { ruleOrder } from './rule-order.ts';
import { PAGE, showMoved, usePlaylistRows } from './use-playlist-rows.ts';

const NO_ORDER: SortOrder = [];

export function PlaylistTracks({ entry }: { readonly entry: PlaylistEntry }) {
  const { id, kind, name, rule } = entry;
  const byHand = kind === 'manual';
  const [range, setRange] = useState({ first: 0, last: 40 });
  const [menu, setMenu] = useState<Point | null>(null);
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const { total, error, pages, entryAt, fetchAll } = usePlaylistRows(id, range.first, range.last);
  const playing = usePlayer((state) => state.track?.id ?? null);
  const columns = useColumns(PLAYLIST_COLUMNS);
  const more = useMoreValues(pages, columns);
  const fitted = useFittedColumns({ listName: String(id), rows: pages[0] ?? [], pageRows: PAGE }, columns);

  function move(keys: readonly number[], before: number): void {
    const target = entryAt(before)?.key ?? null;
    showMoved(id, keys, before);
    void moveItems(id, keys, target);
  }

  if (error !== null) {
    return (
      <div className={styles.hint}>
        <Note tone="problem" urgent>
          {errorWords(error)}
        </Note>
      </div>
    );
  }
  if (total === 0) {
    return (
      <p className={styles.hint}>
        {byHand
          ? t('No track yet. Select tracks in the library and press P, or drop tracks on its name.')
          : t('No track matches the rule.')}
      </p>
    );
  }
  const shown: OrderedColumns = {
    columns: fitted,
    more,
    widths: widthProperties(fitted, {
      digits: count(total ?? 0).length,
      // The button that takes a track out, or the one of the columns above it.
      behind: 'var(--control-1)',
    }),
    head: (
      <ColumnHeads
        choice={PLAYLIST_COLUMNS}
        columns={fitted}
        sort={byHand ? NO_ORDER : ruleOrder(rule)}
        onSort={(order) => void sortPlaylist(entry, order)}
        onMenu={setMenu}
      />
    ),
  };
  return (
    <div className={columnStyles.table}>
      <ColumnsMenu choice={PLAYLIST_COLUMNS} at={menu} onOpen={setMenu} />
      <OrderedTracks
        label={t('Tracks of {{name}}', { name })}
        total={total ?? 0}
        entryAt={entryAt}
        fetchAll={fetchAll}
        onRange={onRange}
        onPlay={(index) => void playFrom(service.playlists.tracks.query({ id }), index)}
        {...(byHand
          ? {
              onMove: move,
              onRemove: (keys: readonly number[]) => void removeItems(id, keys),
              onDropTracks: (ids: readonly number[], before: number) =>
                void addTracks(id, ids, entryAt(before)?.key ?? null),
            }
          : {})}
        playingId={playing}
        columns={shown}
        choosesTracks
        removeLabel={t('Take out')}
      />
    </div>
  );
}
