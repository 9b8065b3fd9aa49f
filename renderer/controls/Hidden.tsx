/** Text for screen readers only. */
import type { ReactNode } from 'react';
import styles from './Hidden.module.css';

export function Hidden({
  children,
  as: Tag = 'span',
}: {
  readonly children: ReactNode;
  readonly as?: 'span' | 'h1' | 'h2';
}) {
  return <Tag className={styles.hidden}>{children}</Tag>;
}
