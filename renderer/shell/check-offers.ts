/** The checks of Review that have found something, by what is typed in the palette. */
import type { HealthCheckReport } from '../../app/model/health.ts';
import { focusTarget } from '../navigation/focus-targets.ts';
import { goTo } from '../navigation/use-address.ts';
import { count } from '../words/amounts.ts';
import { serviceText, t } from '../words/text.ts';
import { offerNamed, type Offer } from './palette-offer.ts';

/** The duplicates of the library. @param recordings how many are there more than once; undefined while nobody knows */
export function duplicateOffer(text: string, recordings?: number): Offer | null {
  const run = (): void => {
    goTo({ page: 'review', item: 'duplicates', at: null });
    focusTarget('mend', true);
  };
  const note = recordings === undefined ? {} : { note: count(recordings) };
  return offerNamed(text, { id: 'check:duplicates', icon: 'copy', label: t('Duplicates'), ...note, run });
}

export function checkOffers(text: string, checks: readonly HealthCheckReport[]): Offer[] {
  return checks
    .filter((check) => check.count > 0)
    .flatMap(({ check, title, count: findings }) => {
      const label = serviceText(`check: ${check}`, title);
      const run = (): void => {
        goTo({ page: 'review', item: check });
        focusTarget('mend', true);
      };
      return (
        offerNamed(text, {
          id: `check:${check}`,
          icon: 'review',
          label,
          note: count(findings),
          run,
        }) ?? []
      );
    });
}
