/**
 * The column browser: what the library holds by genre, album artist, album and kind, with counts. A chosen value
 * is a term in the query, so each column narrows the ones right of it; with Ctrl several values of a column are chosen.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { memo, useCallback, useState } from 'react';
import { TextInput } from '../controls/TextInput.tsx';
import { useRemembered } from '../controls/use-remembered.ts';
import { useSettled } from '../controls/use-settled.ts';
import type { SortOrder } from '../navigation/address.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { goTo } from '../navigation/use-address.ts';
import { count } from '../words/amounts.ts';
import {
  FACET_FIELDS,
  choiceOfTerm,
  facetTermIn,
  queryForColumn,
  termAfterChoice,
  withFacet,
  type FacetField,
} from '../words/query-text.ts';
import { useLanguage } from '../words/language-in-use.ts';
import { t } from '../words/text.ts';
import { facetOptions } from './facet-options.ts';
import { FACET_NAMES, FacetList } from './FacetList.tsx';
import styles from './Facets.module.css';
import { useFacetValues } from './use-facet-values.ts';
import { pageOptions } from './use-track-pages.ts';

/** Columns of more values can be searched. */
const SEARCHED_FROM = 20;
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
  /** Milliseconds since 1970; `null` for now. */
  readonly asOf?: number | null;
}

/** Scrolling through the tracks does not render it again. */
export const Facets = memo(function Facets({ query, sort, ready, asOf = null }: FacetsProps) {
  useLanguage();
  const rests = useSettled(query, SETTLE_MS) === query;
  return (
    <section className={styles.facets} aria-label={t('Browse')}>
      {FACET_FIELDS.map((field) => (
        <FacetColumn key={field} field={field} query={query} sort={sort} ready={ready && rests} asOf={asOf} />
      ))}
    </section>
  );
});

function FacetColumn({ field, query, sort, ready, asOf = null }: FacetsProps & { readonly field: FacetField }) {
  const [text, setText] = useState('');
  const [byName, setByName] = useRemembered(`facet-by-name.${field}`, false);
  const [span, setSpan] = useState({ first: 0, last: 0 });
  const onRange = useCallback((first: number, last: number) => setSpan({ first, last }), []);
  const search = useSettled(text.trim(), SETTLE_MS);
  const within = queryForColumn(query, field);
  const choice = choiceOfTerm(field, facetTermIn(query, field));
  const values = useFacetValues(
    { field, query: within, search, sort: byName ? 'name' : 'count', ...(asOf === null ? {} : { asOf }) },
    span,
    ready,
  );
  const all = useQuery({
    ...pageOptions(within, sort, 0, asOf),
    enabled: ready,
    placeholderData: keepPreviousData,
    select: (page) => page.total,
  });
  const name = t(FACET_NAMES[field].name);
  const ofMany = t(FACET_NAMES[field].ofMany);
  const total = values.total ?? 0;
  const isSearched = search !== '';
  const options = facetOptions(isSearched ? { values: [], spelled: false } : choice, {
    total,
    without: isSearched ? 0 : values.without,
    all: isSearched ? null : (all.data ?? null),
    firstValues: values.first,
    valueAt: values.at,
  });
  const hasVariants = values.first.some(({ spellings }) => spellings > 1);
  const check = VARIANTS[field];
  return (
    <div className={styles.facet}>
      <div className={styles.head}>
        <h2 className={styles.name} id={`facet-${field}`}>
          {name}
        </h2>
        {total > 0 ? <span className={styles.listed}>{count(total)}</span> : null}
        {check !== undefined && hasVariants && asOf === null ? (
          <AddressLink
            to={{ page: 'review', item: check }}
            className={styles.merge}
            aria-label={t('Merge the spellings of {{ofMany}}', { ofMany })}
          >
            {t('Merge ≈')}
          </AddressLink>
        ) : null}
        {total > 1 ? (
          <button
            type="button"
            className={styles.order}
            aria-pressed={byName}
            aria-label={t('A–Z: sort {{ofMany}} by name', { ofMany })}
            title={byName ? t('Sorted by name') : t('Most tracks first')}
            onClick={() => setByName(!byName)}
          >
            A–Z
          </button>
        ) : null}
      </div>
      {total > SEARCHED_FROM || text !== '' ? (
        <TextInput
          size="inline"
          className={styles.search}
          aria-label={t('Find {{ofMany}}', { ofMany })}
          placeholder={t('Find {{ofMany}}', { ofMany })}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText('');
          }}
        />
      ) : null}
      <FacetList
        field={field}
        total={options.total}
        optionAt={options.at}
        isChosen={({ value }) => (value === null ? choice.values.length === 0 : choice.values.includes(value))}
        onRange={onRange}
        onChoose={({ value, spellings }, isAdded) => {
          const chosen = value === null ? null : { value, spelled: spellings > 1 };
          const term = chosen === null ? null : termAfterChoice(field, choice, chosen, isAdded);
          goTo({ query: withFacet(query, field, term) });
        }}
      />
    </div>
  );
}
