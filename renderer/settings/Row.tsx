/** A row of the page: name, explanation, control. What is wrong with the value stands under it. */
import type { ReactNode } from 'react';
import { Note } from '../controls/Note.tsx';
import styles from './Row.module.css';

interface RowProps {
  /** By which its control refers to it: `ID-name`, `ID-hint`, `ID-problem`. */
  readonly id?: string;
  /** Id of the input that the name is the label of. */
  readonly labels?: string | undefined;
  readonly name: string;
  readonly hint?: ReactNode;
  /** Whether the name is a path. */
  readonly code?: boolean;
  /** Whether the control stands in a line of its own. */
  readonly stacked?: boolean;
  readonly problem?: string | null;
  /** What stands under the row without being wrong. */
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}

export function Row({
  id,
  labels,
  name,
  hint,
  code = false,
  stacked = false,
  problem = null,
  note,
  children,
}: RowProps) {
  return (
    <div className={stacked ? `${styles.row} ${styles.stacked}` : styles.row}>
      {labels === undefined ? (
        <span id={id === undefined ? undefined : `${id}-name`} className={code ? styles.code : styles.name}>
          {name}
        </span>
      ) : (
        <label htmlFor={labels} className={styles.name}>
          {name}
        </label>
      )}
      <span id={id === undefined ? undefined : `${id}-hint`} className={styles.hint}>
        {hint}
      </span>
      <span className={styles.control}>{children}</span>
      {note === undefined ? null : <div className={styles.note}>{note}</div>}
      {problem === null ? null : (
        <div id={id === undefined ? undefined : `${id}-problem`} className={styles.problem}>
          <Note tone="problem" urgent>
            {problem}
          </Note>
        </div>
      )}
    </div>
  );
}
