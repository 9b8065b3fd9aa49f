/** `column bit rate` and `sort by year, title`, typed in the palette: what the columns of the track table can do. */
import { withColumn, type ColumnLayout } from '../columns/column-layout.ts';
import type { Column } from '../columns/columns.tsx';
import { changeColumns, LIBRARY_COLUMNS } from '../columns/use-column-layout.ts';
import { goTo } from '../navigation/use-address.ts';
import { t } from '../words/text.ts';
import { matchedParts } from '../words/text-match.ts';
import { offerNamed, type Offer } from './palette-offer.ts';
import { typedOrder } from './typed-order.ts';

/** Columns that are listed. */
const SHOWN = 6;

export function columnOffers(text: string, columns: readonly Column[], layout: ColumnLayout): Offer[] {
  if (text.trim() === '') return [];
  const order = typedOrder(text, columns);
  const names = order.map(({ field }) => columns.find(({ sort }) => sort === field)?.label ?? field);
  const sorting: Offer = {
    line: {
      id: 'sort',
      icon: 'sortOrder',
      parts: matchedParts(t('Sort by {{columns}}', { columns: names.join(', ') }), { ranges: [] }),
    },
    run: () => goTo({ page: 'library', sort: order }),
  };
  const showing = columns.flatMap(({ id, label }) => {
    const isShown = layout.some((place) => place.id === id);
    if (isShown && layout.length === 1) return [];
    const offer = offerNamed(text, {
      id: `column:${id}`,
      icon: 'columns',
      label: isShown ? t('Hide the column {{label}}', { label }) : t('Show the column {{label}}', { label }),
      run: () => changeColumns(LIBRARY_COLUMNS, (now) => withColumn(now, id)),
    });
    return offer ?? [];
  });
  return [...(order.length === 0 ? [] : [sorting]), ...showing.slice(0, SHOWN)];
}
