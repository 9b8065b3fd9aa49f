/** A page of prose and controls on one sheet: title, one sentence of what it is for, and sections under hairlines. */
import type { ReactNode } from 'react';
import styles from './Page.module.css';

export function Page({
  title,
  lead,
  wide = false,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  /** Whether the sections stand in columns of their own over the whole sheet. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <main className={styles.page}>
      <div className={wide ? `${styles.sheet} ${styles.wide}` : styles.sheet}>
        <header className={styles.head}>
          <h1>{title}</h1>
          <p>{lead}</p>
        </header>
        {children}
      </div>
    </main>
  );
}

export function Section({
  title,
  children,
  aside,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
}) {
  const id = `section-${title.toLowerCase().replace(/\W+/gu, '-')}`;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
