/**
 * The values of one facet: a list box with one tab stop; arrows move, Enter or Space chooses, and choosing the chosen
 * one lets go of it. Values that look the same are told apart: each spelling is listed, and white space that is not
 * seen is shown.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native list box shows neither counts nor our type */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { FacetValue } from '../../app/model/library.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { count } from '../words/amounts.ts';
import { oddSpaces } from '../words/odd-spaces.ts';
import { facetTerm, valueOfTerm, type FacetField } from '../words/query-text.ts';
import styles from './Facets.module.css';

export const FACET_NAMES: Readonly<
  Record<FacetField, { readonly name: string; readonly ofMany: string; readonly none: string }>
> = {
  genre: { name: 'Genre', ofMany: 'genres', none: 'no genre' },
  albumartist: { name: 'Album artist', ofMany: 'album artists', none: 'no album artist' },
  album: { name: 'Album', ofMany: 'albums', none: 'no album' },
  kind: { name: 'Kind', ofMany: 'kinds', none: 'unknown kind' },
};

interface FacetListProps {
  readonly field: FacetField;
  readonly values: readonly FacetValue[];
  /** Number of all tracks, or `null` where it is not shown. */
  readonly all: number | null;
  /** The term of this column in the query, or `null` when all is shown. */
  readonly term: string | null;
  /** Called with a term of `facetTerm`, or `null` for all. */
  readonly onChoose: (term: string | null) => void;
}

interface Option {
  /** `null` stands for all values. */
  readonly term: string | null;
  readonly value: string;
  readonly tracks: number | null;
  readonly spellings: number;
}

function optionsOf({ field, values, all, term }: FacetListProps): readonly Option[] {
  const listed = values.map(({ value, tracks, spellings }): Option => ({
    term: facetTerm(field, value, spellings > 1),
    value,
    tracks,
    spellings,
  }));
  const isListed = term === null || listed.some((option) => option.term === term);
  return [
    { term: null, value: '', tracks: all, spellings: 1 },
    ...(isListed ? [] : [{ term, value: valueOfTerm(field, term), tracks: null, spellings: 1 }]),
    ...listed,
  ];
}

export function FacetList(props: FacetListProps) {
  const { field, term, onChoose } = props;
  const options = optionsOf(props);
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
    if (option !== undefined) onChoose(option.term === term ? null : option.term);
  }

  return (
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
          key={option.term ?? ''}
          field={field}
          option={option}
          chosen={option.term === term}
          stop={index === at}
          onClick={() => {
            setStop(index);
            choose(option);
          }}
        />
      ))}
    </div>
  );
}

interface FacetOptionProps {
  readonly field: FacetField;
  readonly option: Option;
  readonly chosen: boolean;
  readonly stop: boolean;
  readonly onClick: () => void;
}

function FacetOption({ field, option: { term, value, tracks, spellings }, chosen, stop, onClick }: FacetOptionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list box hears the keys of all its options
    <div role="option" aria-selected={chosen} className={styles.value} tabIndex={stop ? 0 : -1} onClick={onClick}>
      {term === null ? (
        <span className={styles.text}>All</span>
      ) : value === '' ? (
        <span className={styles.none}>{FACET_NAMES[field].none}</span>
      ) : (
        <span className={styles.text}>
          {oddSpaces(value).map(({ text, odd }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no other name
            <span key={index} className={odd ? styles.odd : undefined}>
              {text}
            </span>
          ))}
        </span>
      )}
      {spellings > 1 ? (
        <span className={styles.spelling} title={`One of ${count(spellings)} spellings`}>
          <span aria-hidden="true">≈</span>
          <Hidden> (one of {count(spellings)} spellings) </Hidden>
        </span>
      ) : null}
      <span className={styles.count}>{tracks === null ? '' : count(tracks)}</span>
    </div>
  );
}
