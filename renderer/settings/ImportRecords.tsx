/** What became of each record of an import: what was found, and how, and what was not; as a list, and as a file. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { ImportOutcome, ImportReport } from '../../app/model/imports.ts';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { Select } from '../controls/Select.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import { focusRow, useReadingOn } from '../controls/use-reading-on.ts';
import { useSettled } from '../controls/use-settled.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { errorWords, service } from '../service/client.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { t } from '../words/text.ts';
import styles from './ImportRecords.module.css';
import { outcomeWords, recordFilters, type RecordFilter } from './run-import.ts';

const PAGE = 50;
const SETTLE_MS = 200;

interface ImportRecordsProps {
  readonly report: ImportReport;
  /** The run that the records are of: another one has others. */
  readonly run: number;
}

export function ImportRecords({ report, run }: ImportRecordsProps) {
  const filters = recordFilters(report);
  const [filter, setFilter] = useState<RecordFilter>(filters[0]?.value ?? 'all');
  const [typed, setTyped] = useState('');
  const text = useSettled(typed, SETTLE_MS);
  const id = useId();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [['imports', 'outcomes'], { run, filter, text }] as const,
    queryFn: ({ pageParam, signal }) =>
      service.imports.outcomes.query(
        {
          after: pageParam,
          limit: PAGE,
          missing: filter === 'missing',
          by: filter === 'all' || filter === 'missing' ? null : filter,
          text,
        },
        { signal },
      ),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    gcTime: 0,
  });
  const records = data?.pages.flatMap(({ outcomes }) => outcomes) ?? [];
  const list = useRef<HTMLUListElement>(null);
  const readOn = useReadingOn(records.length, (at) => focusRow(list.current, at));
  if (report.records === 0) return null;

  function showMore(): void {
    readOn();
    void fetchNextPage();
  }

  return (
    <section className={styles.records} aria-labelledby={id}>
      <h3 id={id}>{t('Every record')}</h3>
      <div className={styles.tools}>
        <Select label={t('Which records')} value={filter} options={filters} onChange={setFilter} />
        <TextInput
          className={styles.text}
          aria-label={t('Find records')}
          placeholder={t('Artist, title, path')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            // The form around it would look at the other library again.
            if (event.key === 'Enter') event.preventDefault();
          }}
        />
        <a className={styles.save} href={`/import/records.csv${filter === 'missing' ? '?missing' : ''}`} download>
          {t('Save the list')}
        </a>
      </div>
      {error === null ? null : (
        <Note tone="problem" urgent>
          {errorWords(error)}
        </Note>
      )}
      {data !== undefined && records.length === 0 ? <p>{t('No record is like that.')}</p> : null}
      <ul ref={list} aria-labelledby={id}>
        {records.map((record, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a record is its place in the source
          <RecordRow key={at} record={record} />
        ))}
      </ul>
      {hasNextPage ? <Button onClick={showMore}>{t('Show more')}</Button> : null}
    </section>
  );
}

function RecordRow({ record }: { readonly record: ImportOutcome }) {
  const { path, title, artist, tracks } = record;
  const name = [artist, title].filter(Boolean).join(' – ');
  return (
    <li>
      <span>{name === '' ? (path ?? '') : name}</span>
      <small>
        {outcomeWords(record)}
        {tracks.length === 0 ? null : (
          <>
            {' · '}
            <AddressLink to={{ page: 'library', query: tracks.map((track) => `id:${track}`).join(' , ') }}>
              {t('Show in library')}
            </AddressLink>
          </>
        )}
      </small>
      {path === null || name === '' ? null : <small>{folderForDisplay(path)}</small>}
    </li>
  );
}
