/**
 * What the track tables of now and of another day are made of: the head, the rows on screen, and the menu of columns. The
 * table around it says what keys and clicks do, and which rows are selected or edited.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import { useState, type HTMLAttributes, type MouseEvent, type RefObject } from 'react';
import type { TrackRow } from '../../app/model/tracks.ts';
import { ColumnHeads } from '../columns/ColumnHeads.tsx';
import { widthProperties } from '../columns/column-widths.ts';
import type { Column } from '../columns/columns.tsx';
import styles from '../columns/Columns.module.css';
import { ColumnsMenu } from '../columns/ColumnsMenu.tsx';
import { LIBRARY_COLUMNS } from '../columns/use-column-layout.ts';
import { useFittedColumns } from '../columns/use-fitted-columns.ts';
import type { Point } from '../controls/menu-place.ts';
import { usePlayer } from '../playback/player.ts';
import { goTo } from '../navigation/use-address.ts';
import { count } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import { PAGE_ROWS, rowAt } from './row-pages.ts';
import { TrackRowView, type TrackRowViewProps } from './TrackRowView.tsx';
import type { TrackList } from './use-grid-selection.ts';
import type { RowWindow } from './use-row-window.ts';

/** What the table around it knows of a row, and the row as it shows it. */
export type RowState = Pick<TrackRowViewProps, 'row' | 'more' | 'selected' | 'editing'>;

interface TrackTableProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  readonly list: TrackList;
  readonly columns: readonly Column[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly window: RowWindow;
  /** The row and the column that take part in the tab order; −1 for the row itself. */
  readonly stop: { readonly index: number; readonly column: number };
  /** Whether nothing can be selected and edited. */
  readonly readOnly: boolean;
  readonly stateOf: (row: TrackRow | undefined, index: number) => RowState;
}

/** Other properties are events of the rows. */
export function TrackTable(props: TrackTableProps) {
  const { list, columns, scroller, window, stop, readOnly, stateOf, ...events } = props;
  const { query, sort, pages, total, stale } = list;
  const [menu, setMenu] = useState<Point | null>(null);
  const playingId = usePlayer((state) => state.track?.id ?? null);
  const firstRows = stale ? [] : (pages[0]?.rows ?? []);
  const fitted = useFittedColumns(
    { listName: JSON.stringify([query, sort]), rows: firstRows, pageRows: PAGE_ROWS },
    columns,
  );
  return (
    <div className={styles.table}>
      <ColumnsMenu choice={LIBRARY_COLUMNS} at={menu} onOpen={setMenu} />
      <div
        role="grid"
        className={styles.grid}
        style={widthProperties(fitted, { digits: count(total).length })}
        aria-label={t('Tracks')}
        aria-rowcount={total + 1}
        aria-colcount={columns.length + 1}
        aria-readonly={readOnly || undefined}
        aria-multiselectable={!readOnly || undefined}
        aria-busy={stale}
      >
        <ColumnHeads
          choice={LIBRARY_COLUMNS}
          columns={columns}
          sort={sort}
          onSort={(order) => goTo({ sort: order })}
          onMenu={setMenu}
        />
        <div
          {...events}
          role="rowgroup"
          ref={scroller}
          className={stale ? `${styles.scroller} ${styles.stale}` : styles.scroller}
          tabIndex={-1}
        >
          <div role="presentation" className={styles.rows} style={{ height: window.height }}>
            {window.rows.map(({ index, top }) => {
              const row = rowAt(pages, index);
              return (
                <TrackRowView
                  key={index}
                  {...stateOf(row, index)}
                  columns={columns}
                  index={index}
                  top={top}
                  playing={row !== undefined && row.id === playingId}
                  stop={index === stop.index ? stop.column : null}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

/** The index of the row that an event is about; `null` outside of rows. */
export function indexOfEvent(event: MouseEvent<HTMLElement>): number | null {
  const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
  return row === null ? null : Number(row.dataset['index']);
}
