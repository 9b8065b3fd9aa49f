/**
 * Work that begins with a path: its field, the button that begins it and cancels it, how far it is, and what went wrong.
 */
import type { FormEvent, ReactNode } from 'react';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import styles from './PathWork.module.css';
import { ProgressLine, type ProgressLineProps } from './ProgressLine.tsx';
import { Row } from './Row.tsx';

interface PathWorkProps {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly path: string;
  readonly onPath: (path: string) => void;
  /** What the button says that begins the work. */
  readonly action: string;
  readonly onBegin: () => void;
  readonly cancel: string;
  readonly onCancel: () => void;
  /** Null while nothing runs. */
  readonly progress: ProgressLineProps | null;
  readonly problem: string | null;
  /** What a person can do about the problem. */
  readonly remedy?: ReactNode;
  /** What the work has shown. */
  readonly children?: ReactNode;
}

export function PathWork(props: PathWorkProps) {
  const { id, path, progress, problem } = props;
  function submit(event: FormEvent): void {
    event.preventDefault();
    props.onBegin();
  }
  return (
    <form onSubmit={submit}>
      <Row id={id} labels={id} name={props.name} stacked hint={props.hint}>
        <TextInput
          className={styles.path}
          id={id}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          spellCheck={false}
          disabled={progress !== null}
          value={path}
          onChange={(event) => props.onPath(event.target.value)}
        />
        {progress === null ? (
          <Button type="submit" disabled={path.trim() === ''}>
            {props.action}
          </Button>
        ) : (
          <Button onClick={props.onCancel}>{props.cancel}</Button>
        )}
      </Row>
      {progress === null ? null : <ProgressLine {...progress} />}
      {problem === null ? null : (
        <WorkResult>
          <Note tone="problem" urgent>
            {problem}
          </Note>
          {props.remedy}
        </WorkResult>
      )}
      {props.children}
    </form>
  );
}

/** What such work has shown, and what a person can do with it. */
export function WorkResult({ children }: { readonly children: ReactNode }) {
  return <div className={styles.result}>{children}</div>;
}
