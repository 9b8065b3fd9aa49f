/** The library: search above, one sheet with facets and tracks, and the details of what is selected beside it. */
import { useEffect, useRef, useState } from 'react';
import { Inspector } from '../inspector/Inspector.tsx';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import { useThen } from '../navigation/use-then.ts';
import { useSelectedChoice } from '../selection/use-selected-choice.ts';
import { announce } from '../messages/announcements.ts';
import { IconButton } from '../controls/Button.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Loading } from '../controls/Loading.tsx';
import { useMedia } from '../controls/use-media.ts';
import { useRemembered } from '../controls/use-remembered.ts';
import { useSettled } from '../controls/use-settled.ts';
import { t } from '../words/text.ts';
import { EmptyList, NotUnderstood } from './EmptyList.tsx';
import { Facets } from './Facets.tsx';
import styles from './LibraryPage.module.css';
import { LibraryThen } from './LibraryThen.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TrackGrid } from './TrackGrid.tsx';
import { TrackSheet } from './TrackSheet.tsx';
import { useTrackList } from './use-track-list.ts';

/** A window in which the browse columns would leave a few rows only: they are shown when asked for. */
const LOW = '(max-height: 620px)';

export function LibraryPage() {
  const { asOf } = useThen();
  return asOf === undefined ? <LibraryNow /> : <LibraryThen asOf={asOf} />;
}

function LibraryNow() {
  const tracks = useTrackList();
  const { list, totals, malformed, problem, onSpan } = tracks;
  const { query, sort, stale } = list;
  const [facetsShown, showFacets] = useRemembered('facets', !useMedia(LOW));
  const [detailsShown, showDetails] = useState(false);
  useFocusTarget('details', () => showDetails(true));
  useSelectedChoice();
  useSpokenCount(query, stale ? null : (totals?.tracks ?? null));

  return (
    <>
      <main className={styles.library}>
        <Hidden as="h1">{t('Library')}</Hidden>
        <TrackSheet
          tracks={tracks}
          buttons={
            <>
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
            </>
          }
          facets={facetsShown ? <Facets query={query} sort={sort} ready={!stale} /> : null}
        >
          {totals === null && malformed === null && problem === null ? <Loading /> : null}
          {malformed !== null && list.total === 0 ? (
            <NotUnderstood />
          ) : totals !== null && totals.tracks === 0 && !stale ? (
            <EmptyList query={query} />
          ) : (
            <TrackGrid list={list} onSpan={onSpan} />
          )}
          <StatusBar list={{ query, sort, total: stale ? 0 : list.total }} />
        </TrackSheet>
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
