/**
 * The library as it was at the end of a day: search, facets and tracks of then, to look at and to export. Nothing of it
 * can be selected for commands or edited, because those act on the library of now.
 */
import { ThenBanner } from '../commands/ThenBanner.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { t } from '../words/text.ts';
import { NotUnderstood } from './EmptyList.tsx';
import { Facets } from './Facets.tsx';
import pageStyles from './LibraryPage.module.css';
import styles from './LibraryThen.module.css';
import { TrackSheet } from './TrackSheet.tsx';
import { TracksThen } from './TracksThen.tsx';
import { useTrackList } from './use-track-list.ts';

/** @param asOf milliseconds since 1970 */
export function LibraryThen({ asOf }: { readonly asOf: number }) {
  const tracks = useTrackList();
  const { list, totals, malformed, onSpan } = tracks;
  const { query, sort, total, stale } = list;
  return (
    <main className={`${pageStyles.library} ${styles.then}`}>
      <Hidden as="h1">{t('Library')}</Hidden>
      <ThenBanner tracks={{ query, sort, total }} />
      <TrackSheet tracks={tracks} facets={<Facets query={query} sort={sort} ready={!stale} asOf={asOf} />}>
        {malformed !== null && total === 0 ? (
          <NotUnderstood />
        ) : total === 0 && totals !== null && !stale ? (
          <p className={styles.empty}>{t('There was no such track on that day.')}</p>
        ) : (
          <TracksThen list={list} onSpan={onSpan} />
        )}
      </TrackSheet>
    </main>
  );
}
