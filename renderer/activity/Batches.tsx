/**
 * The history of the library, newest first, day by day: who changed what when, and an Undo for each change in force. A
 * change opens to its tracks and playlists. A field finds changes by words, over the whole history.
 */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { BatchMaker, EditBatch } from '../../app/model/history.ts';
import { useReadingOn } from '../controls/use-reading-on.ts';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import { PageFilter } from '../navigation/PageFilter.tsx';
import { goTo, useAddress } from '../navigation/use-address.ts';
import { errorWords, service } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { Button } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Filled } from '../controls/Filled.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { Segments } from '../controls/Segments.tsx';
import { dayName, moment, time } from '../words/moment.ts';
import styles from './Activity.module.css';
import { BatchContent } from './BatchContent.tsx';
import { BatchSummary } from './BatchSummary.tsx';
import { PlaylistChanges } from './PlaylistChanges.tsx';
import { batchOrigin, batchWords } from '../words/change-words.ts';
import { findWords } from '../words/find-words.ts';
import { t, type Text } from '../words/text.ts';

/** Batches of a page. */
const PAGE = 100;

const ALL = { value: 'all', label: 'All' } as const;
const MAKERS: readonly { readonly value: BatchMaker; readonly label: Text }[] = [
  { value: 'user', label: 'You' },
  { value: 'program', label: 'Other programs' },
  { value: 'descant', label: 'Descant itself' },
];

export function Batches() {
  const filter = useAddress((address) => address.filter);
  const text = useAddress((address) => address.find);
  const find = findWords(text);
  const isNarrowed = find.length > 0;
  const by = MAKERS.find(({ value }) => value === filter)?.value ?? null;
  const { data, error, hasNextPage, isPlaceholderData, fetchNextPage } = useInfiniteQuery({
    queryKey: [['history', 'list'], { by, find }] as const,
    queryFn: ({ pageParam, signal }) =>
      service.history.list.query(
        {
          limit: PAGE,
          ...(by === null ? {} : { by }),
          ...(isNarrowed ? { find } : {}),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < PAGE ? null : page.at(-1)!.id),
    // The page keeps its shape, and what was chosen or typed in the focus, until the changes of that are there.
    placeholderData: keepPreviousData,
  });
  const batches = data?.pages.flat() ?? [];
  const list = useRef<HTMLDivElement>(null);
  const focusRow = (at: number): void =>
    list.current?.querySelectorAll('ol > li')[at]?.querySelector<HTMLElement>('button, [tabindex]')?.focus();
  useFocusTarget('tracks', () => focusRow(0));
  const readOn = useReadingOn(batches.length, focusRow);
  if (error !== null) {
    return (
      <Note tone="problem" urgent>
        {errorWords(error)}
      </Note>
    );
  }
  if (data === undefined) return <Loading />;
  if (batches.length === 0 && by === null && !isNarrowed && !isPlaceholderData) return <NoBatches />;

  function showOlder(): void {
    readOn();
    void fetchNextPage({ cancelRefetch: false });
  }

  return (
    <div ref={list} aria-busy={isPlaceholderData}>
      <div className={styles.narrow}>
        <PageFilter
          label={t('Find changes')}
          placeholder={t('Fields, values, titles, makers …')}
          value={text}
          onChange={(typed) => goTo({ find: typed })}
        />
        <Segments
          aria-label={t('Changes by')}
          value={by ?? 'all'}
          options={[ALL, ...MAKERS].map(({ value, label }) => ({ value, label: t(label) }))}
          onChange={(value) => goTo({ filter: value === 'all' ? '' : value })}
        />
      </div>
      {batches.length > 0 ? null : isNarrowed ? (
        <NoneFound by={by} onAll={() => goTo({ filter: '' })} />
      ) : (
        <p className={styles.empty}>{t('None of these.')}</p>
      )}
      {[...Map.groupBy(batches, ({ at }) => dayName(at))].map(([day, ofDay]) => (
        <section key={day} className={styles.day}>
          <h3>{day}</h3>
          <ol className={styles.rows}>
            {ofDay.map((batch) => (
              <BatchRow key={batch.id} batch={batch} />
            ))}
          </ol>
        </section>
      ))}
      {hasNextPage ? (
        <Button className={styles.older} onClick={showOlder}>
          {t('Show older changes')}
        </Button>
      ) : null}
    </div>
  );
}

/** @param props.by whose changes alone were looked through, or null */
function NoneFound({ by, onAll }: { readonly by: BatchMaker | null; readonly onAll: () => void }) {
  return (
    <div className={styles.empty}>
      <output>
        <b>{t('No change has all of these words.')}</b>
      </output>
      <p>
        <Filled
          text="Words are found by their beginnings: {{example}} finds changes of a genre to Folk. They may be of fields, values before and after, titles, artists and albums, playlists, notes and makers."
          values={{ example: <code>{t('genre folk')}</code> }}
        />
      </p>
      {by === null ? null : <Button onClick={onAll}>{t('Look through the changes of all')}</Button>}
    </div>
  );
}

function NoBatches() {
  return (
    <p className={styles.empty}>
      <Filled
        text="No changes yet. Edit a field of a track here or with {{command}}, and the change is listed here with its author."
        values={{ command: <code>descant edit</code> }}
      />
    </p>
  );
}

function BatchRow({ batch }: { readonly batch: EditBatch }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const what = batchWords(batch);
  const words = <BatchSummary batch={batch} />;
  return (
    <li>
      <div className={styles.row}>
        {batch.tracks + batch.playlists.length === 0 ? (
          <span className={styles.flat} tabIndex={-1}>
            {words}
          </span>
        ) : (
          <button
            type="button"
            className={styles.fold}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
          >
            <Icon name="right" size={14} />
            {words}
          </button>
        )}
        <span className={styles.when}>
          {batchOrigin(batch)} · {time(batch.at)}
        </span>
        {isReversal(batch) ? null : batch.undoneBy === null ? (
          <Button
            look="quiet"
            aria-label={t('Undo: {{what}}, {{at}}', { what, at: moment(batch.at) })}
            onClick={() => void undo(batch.id)}
          >
            {t('Undo')}
          </Button>
        ) : (
          <RedoButton what={what} batch={batch} undoneBy={batch.undoneBy} />
        )}
      </div>
      {open ? (
        <div id={id}>
          {batch.tracks === 0 ? null : <BatchContent batch={batch} />}
          {batch.playlists.length === 0 ? null : <PlaylistChanges batch={batch} />}
        </div>
      ) : null}
    </li>
  );
}

/** What was taken back is made again by taking back what took it back. */
function RedoButton(props: { readonly what: string; readonly batch: EditBatch; readonly undoneBy: number }) {
  const { what, batch, undoneBy } = props;
  return (
    <Button
      look="quiet"
      aria-label={t('Redo: {{what}}, {{at}}', { what, at: moment(batch.at) })}
      onClick={() => void undo(undoneBy)}
    >
      {t('Redo')}
    </Button>
  );
}

/** Undo and redo are changes too; they are reverted from the change itself. */
function isReversal({ undoes }: EditBatch): boolean {
  return undoes !== null;
}
