/**
 * The library as it was at the end of a day: search, facets and tracks of then, to look at and to export. Nothing of it
 * can be selected for commands or edited, because those act on the library of now.
 */
import { useCallback, useState } from 'react';
import { openDialog } from '../commands/open-dialog.ts';
import { Button } from '../controls/Button.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Note } from '../controls/Note.tsx';
import { goTo, useAddress } from '../navigation/use-address.ts';
import type { SelectedList } from '../selection/selection.ts';
import { errorWords, isBadRequest } from '../service/client.ts';
import { fileSize } from '../words/amounts.ts';
import { span as spanWords } from '../words/duration.ts';
import { day } from '../words/moment.ts';
import { t } from '../words/text.ts';
import { Facets } from './Facets.tsx';
import pageStyles from './LibraryPage.module.css';
import styles from './LibraryThen.module.css';
import type { PageSpan } from './row-pages.ts';
import { SearchField } from './SearchField.tsx';
import { TracksThen } from './TracksThen.tsx';
import { useTrackPages } from './use-track-pages.ts';

const TOP: PageSpan = { first: 0, last: 0, backward: false };

/** @param asOf milliseconds since 1970 */
export function LibraryThen({ asOf }: { readonly asOf: number }) {
  const query = useAddress((address) => address.query);
  const sort = useAddress((address) => address.sort);
  const listName = JSON.stringify([query, sort, asOf]);
  const [shown, setShown] = useState<{ readonly listName: string; readonly span: PageSpan }>({ listName, span: TOP });
  const span = shown.listName === listName ? shown.span : TOP;
  const { pages, totals, stale, error } = useTrackPages(query, sort, span, asOf);
  const onSpan = useCallback((next: PageSpan) => setShown({ listName, span: next }), [listName]);
  const malformed = isBadRequest(error);
  const total = totals?.tracks ?? 0;
  return (
    <main className={`${pageStyles.library} ${styles.then}`}>
      <Hidden as="h1">{t('Library')}</Hidden>
      <Banner asOf={asOf} tracks={{ query, sort, total }} />
      <div className={pageStyles.top}>
        <SearchField query={query} error={malformed ? error : null} />
        <span className={pageStyles.count}>
          {totals === null
            ? ''
            : `${t('{{count}} tracks', { count: total })} · ${spanWords(totals.duration)} · ${fileSize(totals.bytes)}`}
        </span>
      </div>
      <div className={pageStyles.sheet}>
        <Facets query={query} sort={sort} ready={!stale} asOf={asOf} />
        {error !== null && !malformed ? (
          <div className={pageStyles.problem}>
            <Note tone="problem" urgent>
              {errorWords(error)}
            </Note>
          </div>
        ) : null}
        {total === 0 && totals !== null && !stale ? (
          <p className={styles.empty}>{t('There was no such track on that day.')}</p>
        ) : (
          <TracksThen list={{ query, sort, pages, total, stale }} onSpan={onSpan} />
        )}
      </div>
    </main>
  );
}

function Banner({ asOf, tracks }: { readonly asOf: number; readonly tracks: SelectedList }) {
  const address = useAddress((now) => now.asOf);
  return (
    <section className={styles.banner} aria-label={t('The library as of a date')}>
      <Icon name="activity" size={15} />
      <p>{t('The library as of {{day}}. Nothing can be edited here.', { day: day(asOf) })}</p>
      <Button size="small" onClick={() => openDialog({ kind: 'as-of' })}>
        {t('Another day …')}
      </Button>
      {tracks.total === 0 ? null : (
        <Button size="small" onClick={() => openDialog({ kind: 'export', tracks, asOf: address })}>
          {t('Export …')}
        </Button>
      )}
      <Button size="small" look="primary" onClick={() => goTo({ asOf: '' })}>
        {t('Back to now')}
      </Button>
    </section>
  );
}
