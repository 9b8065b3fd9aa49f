/** One row of the track table. It knows nothing of selection rules: it shows what it is told. */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import { memo } from 'react';
import type { TrackRow } from '../../app/model/tracks.ts';
import type { Column } from '../columns/columns.tsx';
import type { MoreValues } from '../columns/more-values.ts';
import styles from '../columns/Columns.module.css';
import { TrackCell } from '../columns/TrackCell.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { count } from '../words/amounts.ts';
import { useLanguage } from '../words/language-in-use.ts';
import { t } from '../words/text.ts';
import { CellEditor, type NextCell } from './CellEditor.tsx';

export interface TrackRowViewProps {
  /** `undefined` until its page has been fetched. */
  readonly row: TrackRow | undefined;
  /** What is known of the track beside its row. */
  readonly more: MoreValues;
  readonly columns: readonly Column[];
  /** Index in the list, from 0. */
  readonly index: number;
  /** Pixels from the top of the scrolled element. */
  readonly top: number;
  readonly selected: boolean;
  readonly playing: boolean;
  /** The column that is being edited, with what ends it; `null` for none. */
  readonly editing: { readonly column: number; readonly onDone: (next: NextCell) => void } | null;
  /** Column that takes part in the tab order: −1 for the row itself, `null` when another row does. */
  readonly stop: number | null;
}

export const TrackRowView = memo(function TrackRowView({
  row,
  more,
  columns,
  index,
  top,
  selected,
  playing,
  editing,
  stop,
}: TrackRowViewProps) {
  useLanguage();
  return (
    <div
      role="row"
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-playing={playing || undefined}
      // In a row that is edited the pointer selects text.
      draggable={row !== undefined && editing === null}
      tabIndex={stop === -1 ? 0 : -1}
    >
      <span role="gridcell" className={styles.number}>
        {playing ? (
          <>
            <span aria-hidden="true">▸</span>
            <Hidden>{t('playing')}</Hidden>
          </>
        ) : (
          count(index + 1)
        )}
      </span>
      {columns.map((column, at) => (
        <TrackCell
          key={column.id}
          row={row}
          more={more}
          column={column}
          tabIndex={stop === at ? 0 : -1}
          editor={
            row !== undefined && editing?.column === at && column.field !== null ? (
              <CellEditor
                key={`${row.id} ${column.field}`}
                id={row.id}
                field={column.field}
                shown={column.text?.(row) ?? ''}
                onDone={editing.onDone}
              />
            ) : null
          }
        />
      ))}
    </div>
  );
});
