/**
 * The column browser: what the library holds by genre, album artist, album and kind, with counts. A chosen value
 * is a term in the query, so each column narrows the ones right of it. Values beyond the first are found by a search
 * in their column.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { memo, useState } from 'react';
import { TextInput } from '../controls/TextInput.tsx';
import { useSettled } from '../controls/use-settled.ts';
import type { SortOrder } from '../navigation/address.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { goTo } from '../navigation/use-address.ts';
import { api } from '../service/client.ts';
import { count } from '../words/amounts.ts';
import { FACET_FIELDS, facetTermIn, queryForColumn, withFacet, type FacetField } from '../words/query-text.ts';
import { FACET_NAMES, FacetList } from './FacetList.tsx';
import styles from './Facets.module.css';
import { pageOptions } from './use-track-pages.ts';

/** Values listed in a column. */
const LISTED = 200;
const SETTLE_MS = 120;
/** The checks that find spellings of one value, and merge them with a preview. */
const VARIANTS: Readonly<Partial<Record<FacetField, string>>> = {
  genre: 'genre-variants',
  albumartist: 'album-artist-variants',
};

interface FacetsProps {
  readonly query: string;
  readonly sort: SortOrder;
  /** The rows of the query are shown: its values are counted then, once nobody types, so that no rows wait for that. */
  readonly ready: boolean;
}

/** Scrolling through the tracks does not render it again. */
export const Facets = memo(function Facets({ query, sort, ready }: FacetsProps) {
  const rests = useSettled(query, SETTLE_MS) === query;
  return (
    <section className={styles.facets} aria-label="Browse">
      {FACET_FIELDS.map((field) => (
        <FacetColumn key={field} field={field} query={query} sort={sort} ready={ready && rests} />
      ))}
    </section>
  );
});

function FacetColumn({ field, query, sort, ready }: FacetsProps & { readonly field: FacetField }) {
  const [text, setText] = useState('');
  const search = useSettled(text.trim(), SETTLE_MS);
  const within = queryForColumn(query, field);
  const { data: facet } = useQuery({
    ...api.tracks.facets.queryOptions(
      { query: within, field, search, limit: LISTED },
      { trpc: { abortOnUnmount: true } },
    ),
    enabled: ready,
    placeholderData: keepPreviousData,
  });
  const all = useQuery({
    ...pageOptions(within, sort, 0),
    enabled: ready,
    placeholderData: keepPreviousData,
    select: (page) => page.total,
  });
  const { name, ofMany } = FACET_NAMES[field];
  const listed = facet?.values.length ?? 0;
  const total = facet?.total ?? 0;
  const hasVariants = facet?.values.some(({ spellings }) => spellings > 1) ?? false;
  const check = VARIANTS[field];
  return (
    <div className={styles.facet}>
      <div className={styles.head}>
        <h2 className={styles.name} id={`facet-${field}`}>
          {name}
        </h2>
        {listed < total ? (
          <span className={styles.listed}>
            {count(listed)} of {count(total)}
          </span>
        ) : null}
        {check !== undefined && hasVariants ? (
          <AddressLink
            to={{ page: 'review', item: check }}
            className={styles.merge}
            aria-label={`Merge the spellings of ${ofMany}`}
          >
            Merge ≈
          </AddressLink>
        ) : null}
      </div>
      {listed < total || text !== '' ? (
        <TextInput
          size="inline"
          className={styles.search}
          aria-label={`Find ${ofMany}`}
          placeholder={`Find ${ofMany}`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText('');
          }}
        />
      ) : null}
      <FacetList
        field={field}
        values={facet?.values ?? []}
        all={search === '' ? (all.data ?? null) : null}
        term={facetTermIn(query, field)}
        onChoose={(term) => goTo({ query: withFacet(query, field, term) })}
      />
    </div>
  );
}
