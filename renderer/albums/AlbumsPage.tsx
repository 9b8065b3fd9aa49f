/** Albums: a wall of covers with a search, filters and orders; one album open in place, or as a page of its own. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { AlbumFilter } from '../../app/model/albums.ts';
import { ThenBanner } from '../commands/ThenBanner.tsx';
import { Button } from '../controls/Button.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { Select } from '../controls/Select.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import { useRememberedNumber } from '../controls/use-remembered.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { PageFilter } from '../navigation/PageFilter.tsx';
import { goTo, useAddress } from '../navigation/use-address.ts';
import { useThen, type Then } from '../navigation/use-then.ts';
import { api, errorWords, isBadRequest } from '../service/client.ts';
import { count } from '../words/amounts.ts';
import { t, type Text } from '../words/text.ts';
import { AlbumContent } from './AlbumContent.tsx';
import { ALBUM_ORDERS, ALBUM_TABS, albumFilter, albumOrder } from './album-order.ts';
import styles from './AlbumsPage.module.css';
import { useAlbumPages } from './use-album-pages.ts';
import { Wall } from './Wall.tsx';

const COVER_SIZES = { least: 100, most: 260, usual: 140, step: 20 };

export function AlbumsPage() {
  const { query, item, at, order, filter } = useAddress();
  const id = /^\d{1,15}$/u.test(item) ? Number(item) : null;
  const [range, setRange] = useState({ first: 0, last: 60 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const then = useThen();
  const list = { query, filter: albumFilter(filter), order: albumOrder(order), ...then };
  const { total, stale, error, at: albumAt } = useAlbumPages(list, range.first, range.last);
  const [wanted, setWanted] = useRememberedNumber('cover-size', COVER_SIZES.usual);
  const malformed = isBadRequest(error);

  // In place where the wall still has the album there; otherwise the album fills the page.
  const inPlace = id !== null && at !== null && (albumAt(at) === undefined || albumAt(at)?.id === id);
  if (id !== null && !inPlace) return <AlbumPage id={id} />;

  return (
    <Sheet
      title={t('Albums')}
      banner={<ThenBanner />}
      count={total === null ? '' : t('{{count}} albums', { count: total })}
      top={
        <PageFilter
          label={t('Search albums')}
          placeholder={t('Albums with tracks that match: words, genre:folk, added:-1m..')}
          value={query}
          problem={malformed ? errorWords(error) : null}
          onChange={(text) => goTo({ query: text, item: '', at: null })}
        />
      }
    >
      <div className={styles.bar}>
        <nav className={styles.tabs} aria-label={t('Which albums')}>
          {ALBUM_TABS.map((tab) => (
            <Tab key={tab.label} {...tab} query={query} then={then} chosen={tab.filter === list.filter} />
          ))}
        </nav>
        <div className={styles.right}>
          <Select
            label={t('Order of the albums')}
            value={ALBUM_ORDERS.some(({ name }) => name === order) ? order : ''}
            options={ALBUM_ORDERS.map(({ name, label }) => ({ value: name, label: t(label) }))}
            onChange={(name) => goTo({ order: name, item: '', at: null })}
          />
          <input
            type="range"
            className={styles.size}
            aria-label={t('Size of the covers')}
            min={COVER_SIZES.least}
            max={COVER_SIZES.most}
            step={COVER_SIZES.step}
            value={wanted}
            onChange={(event) => setWanted(Number(event.target.value))}
          />
        </div>
      </div>
      {error !== null && !malformed ? (
        <div className={styles.problem}>
          <Note tone="problem" urgent>
            {errorWords(error)}
          </Note>
        </div>
      ) : null}
      {total === null && error === null ? <Loading /> : null}
      {total === 0 && !stale ? (
        <NoAlbum narrowed={query.trim() !== '' || list.filter !== null} past={then.asOf !== undefined} />
      ) : (
        <Wall
          listName={JSON.stringify(list)}
          total={total ?? 0}
          stale={stale}
          albumAt={albumAt}
          onRange={onRange}
          wanted={wanted}
          open={id !== null && at !== null ? { id, at } : null}
        />
      )}
    </Sheet>
  );
}

interface TabProps {
  readonly filter: AlbumFilter | null;
  readonly label: Text;
  readonly query: string;
  readonly then: Then;
  readonly chosen: boolean;
}

function Tab({ filter, label, query, then, chosen }: TabProps) {
  const { data } = useQuery(api.albums.list.queryOptions({ query, filter, ...then, limit: 1 }));
  return (
    <AddressLink
      to={{ filter: filter ?? '', item: '', at: null }}
      className={styles.tab}
      aria-current={chosen ? 'true' : undefined}
    >
      {t(label)} <b>{data === undefined ? '' : count(data.total)}</b>
    </AddressLink>
  );
}

function NoAlbum({ narrowed, past }: { readonly narrowed: boolean; readonly past: boolean }) {
  if (past) return <p className={styles.empty}>{t('There was no such album on that day.')}</p>;
  return (
    <div className={styles.empty}>
      <h2>{narrowed ? t('No album matches') : t('No album yet')}</h2>
      <p>
        {narrowed
          ? t('An album is shown if one of its tracks matches the search.')
          : t('Albums are made of the tags of your tracks: those with the same album, artist and folder.')}
      </p>
      {narrowed ? <Button onClick={() => goTo({ query: '', filter: '' })}>{t('Show all albums')}</Button> : null}
    </div>
  );
}

/** One album on the whole sheet. */
function AlbumPage({ id }: { readonly id: number }) {
  return (
    <Sheet
      title={t('Album')}
      titled
      banner={<ThenBanner />}
      count=""
      top={
        <AddressLink to={{ item: '', at: null }} className={styles.back}>
          {t('All albums')}
        </AddressLink>
      }
    >
      <div className={styles.one}>
        <AlbumContent id={id} look="page" focused={false} onClose={() => goTo({ item: '', at: null })} />
      </div>
    </Sheet>
  );
}
