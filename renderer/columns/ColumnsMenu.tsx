/** The list of columns over the table, and the button that opens it. They stand outside of the grid, which has rows only. */
import { IconButton } from '../controls/Button.tsx';
import { Menu } from '../controls/Menu.tsx';
import type { Point } from '../controls/menu-place.ts';
import { t } from '../words/text.ts';
import { withColumn } from './column-layout.ts';
import { COLUMNS } from './columns.tsx';
import { columnItems, RESET } from './columns-menu.ts';
import styles from './Columns.module.css';
import { changeColumns, useLayout, type ColumnChoice } from './use-column-layout.ts';

interface ColumnsMenuProps {
  readonly choice: ColumnChoice;
  /** Where the list is open; `null` where it is not. */
  readonly at: Point | null;
  readonly onOpen: (at: Point | null) => void;
}

export function ColumnsMenu({ choice, at, onOpen }: ColumnsMenuProps) {
  const layout = useLayout(choice);
  return (
    <>
      <IconButton
        icon="columns"
        label={t('Columns')}
        size={13}
        className={styles.columnsButton}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={(event) => {
          const { right, bottom } = event.currentTarget.getBoundingClientRect();
          onOpen({ x: right, y: bottom });
        }}
      />
      {at === null ? null : (
        <Menu
          label={t('Columns')}
          groups={columnItems(COLUMNS, layout)}
          at={at}
          onChoose={(id) => changeColumns(choice, id === RESET ? null : (now) => withColumn(now, id))}
          onClose={() => onOpen(null)}
        />
      )}
    </>
  );
}
