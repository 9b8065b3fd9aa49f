/**
 * The history of the library, newest first: who changed what when, and an Undo for each change in force. A change opens to
 * its tracks.
 */
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { EditBatch } from '../../app/model/history.ts';
import { api, errorWords } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { Button } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Filled } from '../controls/Filled.tsx';
import { Note } from '../controls/Note.tsx';
import { moment } from '../words/moment.ts';
import styles from './Activity.module.css';
import { BatchContent } from './BatchContent.tsx';
import { batchOrigin, batchWords } from '../words/change-words.ts';
import { t } from '../words/text.ts';

const SHOWN = 100;

export function Batches() {
  const { data, error } = useQuery(api.history.list.queryOptions({ limit: SHOWN }));
  if (error !== null) {
    return (
      <Note tone="problem" urgent>
        {errorWords(error)}
      </Note>
    );
  }
  if (data === undefined) return null;
  if (data.length === 0) {
    return (
      <p className={styles.empty}>
        <Filled
          text="No changes yet. Edit a field of a track here or with {{command}}, and the change is listed here with its author."
          values={{ command: <code>descant edit</code> }}
        />
      </p>
    );
  }
  return (
    <ol className={styles.rows}>
      {data.map((batch) => (
        <BatchRow key={batch.id} batch={batch} />
      ))}
    </ol>
  );
}

function BatchRow({ batch }: { readonly batch: EditBatch }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const what = batchWords(batch);
  const words = <span className={`${styles.what} ${batch.undoneBy === null ? '' : styles.undone}`}>{what}</span>;
  return (
    <li>
      <div className={styles.row}>
        {batch.tracks === 0 ? (
          <span className={styles.flat}>{words}</span>
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
          {batchOrigin(batch)} · {moment(batch.at)}
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
      {open ? <BatchContent id={id} batch={batch} /> : null}
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
