/** The columns of the track table, for rows of another moment: nothing is set in them, or known beside the row. */
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Stars } from '../controls/Stars.tsx';
import { t } from '../words/text.ts';
import type { Column } from '../columns/columns.tsx';

/** Cells that set something in the table of now. */
const SHOWN_ONLY: Readonly<Record<string, Column['cell']>> = {
  rating: (row) => <Stars rating={row.rating} />,
  favourite: (row) =>
    row.favourite ? (
      <>
        <Icon name="heart" size={13} />
        <Hidden>{t('Favourite')}</Hidden>
      </>
    ) : null,
};

export function columnsThen(columns: readonly Column[]): readonly Column[] {
  return columns
    .filter(({ needs }) => needs === undefined)
    .map((column) => ({ ...column, cell: SHOWN_ONLY[column.id] ?? column.cell }));
}
