/** The library: search above, one sheet with facets and tracks, and the details of what is selected beside it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { Inspector } from '../inspector/Inspector.tsx';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import { useAddress } from '../navigation/use-address.ts';
import { useSelectedChoice } from '../selection/use-selected-choice.ts';
import { errorWords, isBadRequest } from '../service/client.ts';
import { announce } from '../messages/announcements.ts';
import { IconButton } from '../controls/Button.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { useMedia } from '../controls/use-media.ts';
import { useRemembered } from '../controls/use-remembered.ts';
import { useSettled } from '../controls/use-settled.ts';
import { fileSize } from '../words/amounts.ts';
import { span as spanWords } from '../words/duration.ts';
import { t } from '../words/text.ts';
import { momentOf } from '../words/as-of.ts';
import { EmptyList } from './EmptyList.tsx';
import { Facets } from './Facets.tsx';
import styles from './LibraryPage.module.css';
import { LibraryThen } from './LibraryThen.tsx';
import type { PageSpan } from './row-pages.ts';
import { SearchField } from './SearchField.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TrackGrid } from './TrackGrid.tsx';
import { useTrackPages } from './use-track-pages.ts';

/** A window in which the browse columns would leave a few rows only: they are shown when asked for. */
const LOW = '(max-height: 620px)';

const TOP: PageSpan = { first: 0, last: 0, backward: false };

export function LibraryPage() {
  const asOf = useAddress((address) => momentOf(address.asOf));
  return asOf === null ? <LibraryNow /> : <LibraryThen asOf={asOf} />;
}

function LibraryNow() {
  const query = useAddress((address) => address.query);
  const sort = useAddress((address) => address.sort);
  const listName = JSON.stringify([query, sort]);
  const [shown, setShown] = useState<{ readonly listName: string; readonly span: PageSpan }>({ listName, span: TOP });
  const { pages, totals, stale, error } = useTrackPages(query, sort, shown.listName === listName ? shown.span : TOP);
  const onSpan = useCallback((span: PageSpan) => setShown({ listName, span }), [listName]);
  const [facetsShown, showFacets] = useRemembered('facets', !useMedia(LOW));
  const [detailsShown, showDetails] = useState(false);
  useFocusTarget('details', () => showDetails(true));
  useSelectedChoice();
  const malformed = isBadRequest(error);
  useSpokenCount(query, stale ? null : (totals?.tracks ?? null));

  return (
    <>
      <main className={styles.library}>
        <Hidden as="h1">{t('Library')}</Hidden>
        <div className={styles.top}>
          <SearchField query={query} error={malformed ? error : null} />
          <IconButton
            icon="columns"
            label={facetsShown ? t('Hide the browse columns') : t('Show the browse columns')}
            aria-pressed={facetsShown}
            onClick={() => showFacets(!facetsShown)}
          />
          <IconButton
            icon="details"
            label={t('Details')}
            className={styles.detailsButton}
            aria-pressed={detailsShown}
            onClick={() => showDetails(!detailsShown)}
          />
          <span className={styles.count}>
            {totals === null
              ? ''
              : `${t('{{count}} tracks', { count: totals.tracks })} · ${spanWords(totals.duration)} · ${fileSize(totals.bytes)}`}
          </span>
        </div>
        <div className={styles.sheet}>
          {facetsShown ? <Facets query={query} sort={sort} ready={!stale} /> : null}
          {error !== null && !malformed ? (
            <div className={styles.problem}>
              <Note tone="problem" urgent>
                {errorWords(error)}
              </Note>
            </div>
          ) : null}
          {totals === null && error === null ? <Loading /> : null}
          {totals !== null && totals.tracks === 0 && !stale ? (
            <EmptyList query={query} />
          ) : (
            <TrackGrid list={{ query, sort, pages, total: totals?.tracks ?? 0, stale }} onSpan={onSpan} />
          )}
          <StatusBar list={{ query, sort, total: stale ? 0 : (totals?.tracks ?? 0) }} />
        </div>
      </main>
      <Inspector shown={detailsShown} onClose={() => showDetails(false)} />
    </>
  );
}

const SPEAK_AFTER_MS = 600;

/** Tells screen readers how many tracks a search has found, once typing has stopped. */
function useSpokenCount(query: string, tracks: number | null): void {
  const settled = useSettled(query, SPEAK_AFTER_MS);
  const spoken = useRef(query);
  useEffect(() => {
    if (tracks === null || settled !== query || spoken.current === query) return;
    spoken.current = query;
    announce(t('{{count}} tracks', { count: tracks }));
  }, [query, settled, tracks]);
}
