/** Asks for a name; what is wrong with it is said in the dialog, which then stays open. */
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { TextField } from '../controls/TextField.tsx';
import { t } from '../words/text.ts';
import styles from './Playlists.module.css';

interface NameDialogProps {
  readonly title: string;
  readonly usual: string;
  readonly done: string;
  readonly hint: string;
  /** @returns what is wrong with the name, or `null` where it was taken */
  readonly onName: (name: string) => Promise<string | null>;
  readonly onClose: () => void;
}

export function NameDialog({ title, usual, done, hint, onName, onClose }: NameDialogProps) {
  const [name, setName] = useState(usual);
  const [problem, setProblem] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.select(), []);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (asking) return;
    setAsking(true);
    const refused = name.trim() === '' ? t('Give it a name.') : await onName(name.trim());
    if (refused === null) form.current?.closest('dialog')?.close();
    else setProblem(refused);
    setAsking(false);
  }

  return (
    <Dialog title={title} look="question" onClose={onClose}>
      <form ref={form} onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('Name')}
          value={name}
          hint={hint}
          problem={problem}
          onChange={(text) => {
            setName(text);
            setProblem(null);
          }}
        />
        <div className={styles.answers}>
          <Button onClick={() => form.current?.closest('dialog')?.close()}>{t('Cancel')}</Button>
          <Button type="submit" look="primary" disabled={asking}>
            {done}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
