/** A sentence that needs attention: an icon and words, never colour alone. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import styles from './Note.module.css';

interface NoteProps {
  readonly tone: 'problem' | 'good' | 'plain';
  readonly children: ReactNode;
  /** Read out at once when it appears. */
  readonly urgent?: boolean;
}

const ICONS: Readonly<Record<NoteProps['tone'], IconName>> = { problem: 'warning', good: 'check', plain: 'edit' };

export function Note({ tone, children, urgent = false }: NoteProps) {
  return (
    <p className={styles[tone]} {...(urgent ? { role: 'alert' } : {})}>
      {tone === 'plain' ? null : <Icon name={ICONS[tone]} size={15} />}
      <span>{children}</span>
    </p>
  );
}
