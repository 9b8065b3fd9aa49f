/** One row of the track table. It knows nothing of selection rules: it shows what it is told. */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import { memo } from 'react';
import type { TrackRow } from '../../app/model/tracks.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { count } from '../words/amounts.ts';
import { COLUMNS, type Column } from './columns.ts';
import styles from './TrackGrid.module.css';

interface TrackRowViewProps {
  readonly row: TrackRow | undefined;
  /** Place in the list, from 0. */
  readonly place: number;
  readonly top: number;
  readonly selected: boolean;
  readonly playing: boolean;
  /** Column that takes part in the tab order: −1 for the row itself, `null` when another row does. */
  readonly stop: number | null;
}

export const TrackRowView = memo(function TrackRowView({
  row,
  place,
  top,
  selected,
  playing,
  stop,
}: TrackRowViewProps) {
  return (
    <div
      role="row"
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={place + 2}
      aria-selected={selected}
      data-place={place}
      data-playing={playing || undefined}
      tabIndex={stop === -1 ? 0 : -1}
    >
      <span role="gridcell" className={styles.place}>
        {playing ? (
          <>
            <span aria-hidden="true">▸</span>
            <Hidden>playing</Hidden>
          </>
        ) : (
          count(place + 1)
        )}
      </span>
      {COLUMNS.map((column, index) => (
        <Cell key={column.id} row={row} column={column} tabIndex={stop === index ? 0 : -1} />
      ))}
    </div>
  );
});

function Cell({
  row,
  column,
  tabIndex,
}: {
  readonly row: TrackRow | undefined;
  readonly column: Column;
  readonly tabIndex: number;
}) {
  const edited = row !== undefined && column.field !== null && row.editedFields.includes(column.field);
  return (
    <span
      role="gridcell"
      className={styles.cell}
      data-column={column.id}
      data-edited={edited || undefined}
      data-lossless={column.id === 'kind' && row?.lossless ? true : undefined}
      tabIndex={tabIndex}
    >
      {row === undefined ? <span className={styles.loading} /> : <CellText row={row} column={column} />}
      {edited ? <Hidden> (edited)</Hidden> : null}
    </span>
  );
}

function CellText({ row, column }: { readonly row: TrackRow; readonly column: Column }) {
  if (column.id !== 'title') return column.text(row);
  const trouble = row.error ?? (row.missing ? 'The file is not where it was.' : null);
  return (
    <>
      {trouble === null ? null : (
        <span className={styles.trouble} title={trouble}>
          <Icon name="warning" size={13} />
          <Hidden>{trouble} </Hidden>
        </span>
      )}
      {row.title}
    </>
  );
}
