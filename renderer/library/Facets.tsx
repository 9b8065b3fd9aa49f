/**
 * The column browser: what the library holds by genre, album artist, album and kind, with counts. A chosen value
 * is a term in the query, so each column narrows the ones right of it.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native list box shows neither counts nor our type */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Sort } from '../navigation/address.ts';
import { goTo } from '../navigation/use-address.ts';
import { api } from '../service/client.ts';
import { count } from '../words/amounts.ts';
import styles from './Facets.module.css';
import {
  FACET_FIELDS,
  facetTerm,
  facetTermIn,
  queryForColumn,
  valueOfTerm,
  withFacet,
  type FacetField,
} from '../words/query-text.ts';
import { pageOptions } from './use-track-pages.ts';

/** Values listed in a column; beyond that one searches. */
const LISTED = 200;

const NAMES: Readonly<Record<FacetField, { readonly name: string; readonly none: string }>> = {
  genre: { name: 'Genre', none: 'no genre' },
  albumartist: { name: 'Album artist', none: 'no album artist' },
  album: { name: 'Album', none: 'no album' },
  kind: { name: 'Kind', none: 'unknown kind' },
};

export function Facets({ query, sort }: { readonly query: string; readonly sort: Sort }) {
  return (
    <section className={styles.facets} aria-label="Browse">
      {FACET_FIELDS.map((field) => (
        <FacetColumn key={field} field={field} query={query} sort={sort} />
      ))}
    </section>
  );
}

function FacetColumn({
  field,
  query,
  sort,
}: {
  readonly field: FacetField;
  readonly query: string;
  readonly sort: Sort;
}) {
  const within = queryForColumn(query, field);
  const values = useQuery({
    ...api.tracks.facets.queryOptions({ query: within, field, limit: LISTED }, { trpc: { abortOnUnmount: true } }),
    placeholderData: keepPreviousData,
  });
  const all = useQuery({
    ...pageOptions(within, sort, 0),
    placeholderData: keepPreviousData,
    select: (page) => page.total,
  });
  return (
    <FacetList
      field={field}
      values={values.data ?? NO_VALUES}
      all={all.data ?? null}
      term={facetTermIn(query, field)}
      onChoose={(value) => goTo({ query: withFacet(query, field, value) })}
    />
  );
}

const NO_VALUES: readonly { readonly value: string; readonly tracks: number }[] = [];

interface FacetListProps {
  readonly field: FacetField;
  readonly values: readonly { readonly value: string; readonly tracks: number }[];
  readonly all: number | null;
  /** The term of this column in the query, or `null` when all is shown. */
  readonly term: string | null;
  readonly onChoose: (value: string | null) => void;
}

/** A list box with one tab stop; arrows move, Enter or Space chooses, and choosing the chosen one lets go of it. */
const FacetList = memo(function FacetList({ field, values, all, term, onChoose }: FacetListProps) {
  const { name } = NAMES[field];
  const listed = values.map(({ value, tracks }): Option => ({
    value,
    tracks,
    chosen: facetTerm(field, value) === term,
  }));
  const unlisted = term !== null && !listed.some((option) => option.chosen);
  const options: readonly Option[] = [
    { value: null, tracks: all, chosen: term === null },
    ...(unlisted ? [{ value: valueOfTerm(field, term), tracks: null, chosen: true }] : []),
    ...listed,
  ];
  const [stop, setStop] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (term !== null) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [term]);
  const at = Math.min(stop, options.length - 1);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const last = options.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (event.key === 'Enter' || event.key === ' ') choose(options[at]);
    else if (to === undefined) return;
    else {
      const next = Math.max(0, Math.min(last, to));
      setStop(next);
      (event.currentTarget.children[next] as HTMLElement | undefined)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function choose(option: Option | undefined): void {
    if (option !== undefined) onChoose(option.chosen ? null : option.value);
  }

  return (
    <div className={styles.facet}>
      <h2 className={styles.name} id={`facet-${field}`}>
        {name}
      </h2>
      <div
        ref={list}
        role="listbox"
        aria-labelledby={`facet-${field}`}
        className={styles.list}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {options.map((option, index) => (
          <FacetOption
            key={option.value ?? '\u0000all'}
            field={field}
            option={option}
            stop={index === at}
            onClick={() => {
              setStop(index);
              choose(option);
            }}
          />
        ))}
      </div>
    </div>
  );
});

interface Option {
  /** `null` stands for all values. */
  readonly value: string | null;
  readonly tracks: number | null;
  readonly chosen: boolean;
}

interface FacetOptionProps {
  readonly field: FacetField;
  readonly option: Option;
  readonly stop: boolean;
  readonly onClick: () => void;
}

function FacetOption({ field, option: { value, tracks, chosen }, stop, onClick }: FacetOptionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list box hears the keys of all its options
    <div role="option" aria-selected={chosen} className={styles.value} tabIndex={stop ? 0 : -1} onClick={onClick}>
      <span className={value === '' ? styles.none : styles.text}>
        {value === null ? 'All' : value === '' ? NAMES[field].none : value}
      </span>
      <span className={styles.count}>{tracks === null ? '' : count(tracks)}</span>
    </div>
  );
}
