/** One row of a list of tracks that is ordered by hand: title and artist, or the columns that the list is given. */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import { memo } from 'react';
import type { Column } from '../columns/columns.tsx';
import columnStyles from '../columns/Columns.module.css';
import type { MoreValues } from '../columns/more-values.ts';
import { TrackCell } from '../columns/TrackCell.tsx';
import { IconButton } from '../controls/Button.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { count } from '../words/amounts.ts';
import { clock } from '../words/duration.ts';
import { useLanguage } from '../words/language-in-use.ts';
import { t } from '../words/text.ts';
import type { OrderedEntry } from './ordered-entry.ts';
import styles from './OrderedTracks.module.css';

interface OrderedRowProps {
  readonly entry: OrderedEntry | undefined;
  readonly index: number;
  /** Rows of the grid above the first one. */
  readonly rowsAbove: number;
  /** Pixels from the top of the scrolled element. */
  readonly top: number;
  /** Whether it takes part in the tab order. */
  readonly stop: boolean;
  readonly selected: boolean;
  readonly playing: boolean;
  readonly movable: boolean;
  /** `null` for a list without columns. */
  readonly columns: readonly Column[] | null;
  /** What is known of the track beside its row. */
  readonly more: MoreValues;
  readonly removeLabel: string;
  readonly onRemove: ((keys: readonly number[]) => void) | undefined;
}

export const OrderedRow = memo(function OrderedRow(props: OrderedRowProps) {
  const { entry, index, rowsAbove, top, stop, selected, playing, movable, columns, more, removeLabel, onRemove } =
    props;
  useLanguage();
  const row = entry?.row;
  return (
    <div
      role="row"
      className={columns === null ? styles.row : `${columnStyles.row} ${styles.inColumns}`}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 1 + rowsAbove}
      aria-selected={selected}
      data-index={index}
      data-key={entry?.key}
      data-playing={playing || undefined}
      data-gone={row === null || row?.missing === true || undefined}
      tabIndex={stop ? 0 : -1}
      draggable={entry !== undefined}
    >
      <span role="gridcell" className={columns === null ? styles.place : `${columnStyles.number} ${styles.place}`}>
        {movable ? <Icon name="grip" size={12} /> : null}
        {columns === null ? null : <span>{playing ? '▸' : count(index + 1)}</span>}
        {playing ? <Hidden>{t('playing')}</Hidden> : null}
      </span>
      {columns === null ? (
        <QueueCells row={row} />
      ) : row === null ? (
        <span role="gridcell" className={styles.unknown} data-column="title">
          {t('A track that is not in the library any more')}
        </span>
      ) : (
        columns.map((column) => <TrackCell key={column.id} row={row} more={more} column={column} />)
      )}
      {onRemove === undefined || entry === undefined ? null : (
        <span role="gridcell" className={styles.remove}>
          <IconButton
            icon="close"
            size={11}
            label={row === undefined || row === null ? removeLabel : `${removeLabel}: ${row.title}`}
            tabIndex={stop ? 0 : -1}
            onClick={() => onRemove([entry.key])}
          />
        </span>
      )}
    </div>
  );
});

/** Title, artist and length: what a narrow list has room for. */
function QueueCells({ row }: Pick<OrderedEntry, 'row'>) {
  return (
    <>
      <span role="gridcell" className={styles.title} data-edited={row?.editedFields.includes('title') || undefined}>
        {row === null ? t('A track that is not in the library any more') : row?.title}
        {row?.missing === true ? <Hidden> {t('(its file is missing)')}</Hidden> : null}
      </span>
      <span role="gridcell" className={styles.artist}>
        {row?.artist}
      </span>
      <span role="gridcell" className={styles.time}>
        {row === undefined || row === null || row.duration <= 0 ? null : clock(row.duration)}
      </span>
    </>
  );
}
