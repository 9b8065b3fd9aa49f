/** Artists: a list with a filter and orders, and one artist with the albums of his own and those he appears on. */
import { useQuery } from '@tanstack/react-query';
import { ThenBanner } from '../commands/ThenBanner.tsx';
import { ARTIST_ORDERS, artistOrder } from './artist-order.ts';
import { ArtistContent } from './ArtistContent.tsx';
import { ArtistList } from './ArtistList.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { Select } from '../controls/Select.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { PageFilter } from '../navigation/PageFilter.tsx';
import { goTo, useAddress } from '../navigation/use-address.ts';
import { useThen } from '../navigation/use-then.ts';
import { api, errorWords } from '../service/client.ts';
import { t } from '../words/text.ts';
import styles from './AlbumsPage.module.css';

export function ArtistsPage() {
  const { item, filter, order } = useAddress();
  const then = useThen();
  const list = { search: filter, ...artistOrder(order), ...then };
  const listName = JSON.stringify(list);
  const { data, error } = useQuery({ ...api.artists.list.queryOptions({ ...list, limit: 1 }), enabled: item === '' });
  if (item !== '') return <ArtistPage name={item} />;
  return (
    <Sheet
      title={t('Artists')}
      banner={<ThenBanner />}
      count={data === undefined ? '' : t('{{count}} artists', { count: data.total })}
      top={
        <PageFilter
          label={t('Find artists')}
          placeholder={t('Artists whose name contains …')}
          value={filter}
          onChange={(text) => goTo({ filter: text })}
        />
      }
    >
      <div className={styles.bar}>
        <div className={styles.right}>
          <Select
            label={t('Order of the artists')}
            value={ARTIST_ORDERS.some(({ name }) => name === order) ? order : ''}
            options={ARTIST_ORDERS.map(({ name, label }) => ({ value: name, label: t(label) }))}
            onChange={(name) => goTo({ order: name })}
          />
        </div>
      </div>
      {error === null ? null : (
        <div className={styles.problem}>
          <Note tone="problem" urgent>
            {errorWords(error)}
          </Note>
        </div>
      )}
      {data === undefined && error === null ? <Loading /> : null}
      {data?.total === 0 && then.asOf !== undefined ? (
        <p className={styles.empty}>{t('There was no such artist on that day.')}</p>
      ) : data?.total === 0 ? (
        <div className={styles.empty}>
          <h2>{filter === '' ? t('No artist yet') : t('No artist matches')}</h2>
          <p>{t('Artists are those that your tracks, or their albums, name.')}</p>
        </div>
      ) : (
        <ArtistList key={listName} name={listName} list={list} total={data?.total ?? 0} />
      )}
    </Sheet>
  );
}

function ArtistPage({ name }: { readonly name: string }) {
  return (
    <Sheet
      title={t('Artist')}
      titled
      banner={<ThenBanner />}
      count=""
      top={
        <AddressLink to={{ item: '' }} className={styles.back}>
          {t('All artists')}
        </AddressLink>
      }
    >
      <div className={styles.one}>
        <ArtistContent name={name} />
      </div>
    </Sheet>
  );
}
