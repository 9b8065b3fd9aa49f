/** The lower half of the left side: what the chosen check has found, under its name. */
import type { ReactNode } from 'react';
import { t } from '../words/text.ts';
import styles from './ListPane.module.css';

interface ListPaneProps {
  readonly title: string;
  readonly amount: string;
  readonly children: ReactNode;
}

export function ListPane({ title, amount, children }: ListPaneProps) {
  return (
    <section className={styles.pane} data-list aria-label={t('Findings: {{title}}', { title })}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <span>{amount}</span>
      </div>
      {children}
    </section>
  );
}
