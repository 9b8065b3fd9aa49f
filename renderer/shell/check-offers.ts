/** The checks of Review that have found something, by what is typed in the palette. */
import type { HealthCheckReport } from '../../app/model/health.ts';
import { focusTarget } from '../navigation/focus-targets.ts';
import { goTo } from '../navigation/use-address.ts';
import { count } from '../words/amounts.ts';
import { serviceText } from '../words/text.ts';
import { offerNamed, type Offer } from './palette-offer.ts';

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
