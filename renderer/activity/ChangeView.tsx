/** One change of one field: what it was, struck out, and what it became. */
import type { BatchEdit } from '../../app/model/history.ts';
import { editSide } from '../words/change-words.ts';
import { fieldLabel } from '../words/field-names.ts';
import styles from './BatchContent.module.css';

interface ChangeViewProps {
  readonly edit: BatchEdit;
  /** Whether the field is named. */
  readonly named: boolean;
  /** Whether the change has been taken back: what it became is in force no more. */
  readonly undone: boolean;
}

export function ChangeView({ edit, named, undone }: ChangeViewProps) {
  const { field } = edit;
  return (
    <span className={styles.change} data-undone={undone || undefined}>
      {named ? <b>{fieldLabel(field)}: </b> : null}
      <del>{editSide(field, edit, 'before')}</del> <span aria-hidden="true">→</span>{' '}
      <ins>{editSide(field, edit, 'after')}</ins>
    </span>
  );
}
