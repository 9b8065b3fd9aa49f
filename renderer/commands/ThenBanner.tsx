/** Says above a page that it shows the library of another day, and leads to other days and back to now. */
import { Button } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { goTo, useAddress } from '../navigation/use-address.ts';
import type { SelectedList } from '../selection/selection.ts';
import { momentOf } from '../words/as-of.ts';
import { day } from '../words/moment.ts';
import { t } from '../words/text.ts';
import { openDialog } from './open-dialog.ts';
import styles from './ThenBanner.module.css';

interface ThenBannerProps {
  /** The tracks that the page shows, to be exported as they were. */
  readonly tracks?: SelectedList;
}

/** Nothing, where the page shows the library of now. */
export function ThenBanner({ tracks }: ThenBannerProps) {
  const asOf = useAddress((address) => address.asOf);
  const at = momentOf(asOf);
  if (at === null) return null;
  return (
    <section className={styles.banner} aria-label={t('The library as of a date')}>
      <Icon name="activity" size={15} />
      <p>{t('The library as of {{day}}. Nothing can be edited here.', { day: day(at) })}</p>
      <Button size="small" onClick={() => openDialog({ kind: 'as-of' })}>
        {t('Another day …')}
      </Button>
      {tracks === undefined || tracks.total === 0 ? null : (
        <Button size="small" onClick={() => openDialog({ kind: 'export', tracks, asOf })}>
          {t('Export …')}
        </Button>
      )}
      <Button size="small" look="primary" onClick={() => goTo({ asOf: '' })}>
        {t('Back to now')}
      </Button>
    </section>
  );
}
