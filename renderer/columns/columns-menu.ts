/** The list of columns as a menu: a click shows a column or takes it away. Pure. */
import type { MenuItem } from '../controls/Menu.tsx';
import { t } from '../words/text.ts';
import type { ColumnLayout } from './column-layout.ts';
import type { Column } from './columns.tsx';

/** What goes back to the usual columns. */
export const RESET = 'usual-columns';

export function columnItems(columns: readonly Column[], layout: ColumnLayout): MenuItem[][] {
  const shown = new Set(layout.map(({ id }) => id));
  return [
    columns.map(({ id, label }) => ({
      id,
      label: t(label),
      checked: shown.has(id),
      disabled: layout.length === 1 && shown.has(id),
    })),
    [{ id: RESET, label: t('The usual columns') }],
  ];
}
