/** A page with a list on one sheet: its name for screen readers, a line above the sheet, and the sheet. */
import type { ReactNode } from 'react';
import { Hidden } from './Hidden.tsx';
import styles from './Sheet.module.css';

interface SheetProps {
  readonly title: string;
  /** Whether what is on the sheet has a heading of its own in place of the title. */
  readonly titled?: boolean;
  /** Above all, where there is something to say of the page. */
  readonly banner?: ReactNode;
  readonly top: ReactNode;
  /** How much there is, at the right end of the line above. */
  readonly count: string;
  readonly children: ReactNode;
}

export function Sheet({ title, titled = false, banner, top, count, children }: SheetProps) {
  return (
    <main className={styles.page}>
      {banner}
      <div className={styles.top}>
        {titled ? null : <Hidden as="h1">{title}</Hidden>}
        {top}
        <span className={styles.count}>{count}</span>
      </div>
      <section className={styles.sheet} aria-label={title}>
        {children}
      </section>
    </main>
  );
}
