/** What a change was, in one line: the fields with their values before and after, and the number of tracks. */
import { Fragment } from 'react';
import type { EditBatch } from '../../app/model/history.ts';
import { Filled } from '../controls/Filled.tsx';
import { batchParts, type BatchPart } from '../words/change-words.ts';
import styles from './BatchSummary.module.css';

export function BatchSummary({ batch }: { readonly batch: EditBatch }) {
  const parts = batchParts(batch).map((part, at) => ({ part, at }));
  const changed = parts.map(({ part, at }) => (
    <Fragment key={at}>
      {at === 0 ? null : ' · '}
      <Part part={part} />
    </Fragment>
  ));
  const look = batch.undoneBy !== null ? styles.undone : batch.undoes === null ? styles.inForce : undefined;
  return (
    <span className={`${styles.summary} ${look ?? ''}`}>
      {batch.undoes === null ? changed : <Filled text="Taken back: {{changed}}" values={{ changed }} />}
    </span>
  );
}

function Part({ part }: { readonly part: BatchPart }) {
  if (part.kind !== 'change') return <span className={styles[part.kind]}>{part.text}</span>;
  return (
    <span>
      <b>{part.field}:</b> <span className={styles.before}>{part.before}</span> →{' '}
      <span className={styles.after}>{part.after}</span>
    </span>
  );
}
