/** One cell of a row of a table of tracks: what the column shows of the track, red where a person has edited it. */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import type { ReactNode } from 'react';
import type { TrackRow } from '../../app/model/tracks.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { t } from '../words/text.ts';
import type { Column } from './columns.tsx';
import styles from './Columns.module.css';
import type { MoreValues } from './more-values.ts';

interface TrackCellProps {
  /** `undefined` until it has been fetched. */
  readonly row: TrackRow | undefined;
  readonly more: MoreValues;
  readonly column: Column;
  readonly tabIndex?: number;
  /** What edits the cell in its place; `null` where nothing does. */
  readonly editor?: ReactNode;
}

export function TrackCell({ row, more, column, tabIndex, editor = null }: TrackCellProps) {
  const edited = row !== undefined && column.field !== null && row.editedFields.includes(column.field);
  return (
    <span
      role="gridcell"
      className={styles.cell}
      data-column={column.id}
      data-look={column.look}
      data-align={column.align}
      data-shown-from={column.shownFrom}
      data-edited={edited || undefined}
      data-editing={editor !== null || undefined}
      tabIndex={tabIndex}
    >
      {row === undefined ? <span className={styles.loading} /> : (editor ?? column.cell(row, more))}
      {edited ? <Hidden> {t('(edited)')}</Hidden> : null}
    </span>
  );
}
