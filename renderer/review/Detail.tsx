/** What is shown beside the list: a heading with a verdict, what scrolls, and a bar of what one can do. */
import type { ReactNode, Ref } from 'react';
import { IconButton } from '../controls/Button.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { goTo } from '../navigation/use-address.ts';
import { t } from '../words/text.ts';
import styles from './Detail.module.css';

/** The right side of the page. After a decision the next finding gets the focus, once it is there. */
export function Side({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.side} data-keeps-focus>
      {children}
    </div>
  );
}

interface DetailProps {
  readonly title: string;
  readonly note: string;
  /** The heading, to move the focus to. */
  readonly heading?: Ref<HTMLHeadingElement>;
  /** At the right end: what is found, or what to keep, and why. */
  readonly verdict?: ReactNode;
  readonly why?: string;
  readonly children: ReactNode;
  /** Buttons, the one that changes something first; none for what is only shown. */
  readonly foot?: ReactNode;
}

export function Detail({ title, note, heading, verdict, why, children, foot }: DetailProps) {
  return (
    <section className={styles.detail} aria-labelledby="review-detail">
      <header className={styles.head}>
        <div>
          <h2 ref={heading} id="review-detail" tabIndex={-1}>
            {title}
          </h2>
          <p>{note}</p>
        </div>
        {verdict === undefined ? null : (
          <div className={styles.verdict}>
            <b>{verdict}</b>
            {why === undefined ? null : <p>{why}</p>}
          </div>
        )}
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys */}
      <section className={styles.body} aria-label={t('{{title}}: details', { title })} tabIndex={0}>
        {children}
      </section>
      {foot === undefined ? null : <footer className={styles.foot}>{foot}</footer>}
    </section>
  );
}

interface PlaceProps {
  readonly at: number;
  readonly total: number;
  readonly thing: 'finding' | 'recording';
}

/** The place of what is shown in its list, with the way to its neighbours. */
export function Place({ at, total, thing }: PlaceProps) {
  return (
    <span className={styles.place}>
      <span>{t('{{done}} of {{total}}', { done: at + 1, total })}</span>
      <IconButton
        icon="back"
        label={thing === 'finding' ? t('Previous finding') : t('Previous recording')}
        disabled={at === 0}
        onClick={() => goTo({ at: at - 1 })}
      />
      <IconButton
        icon="right"
        label={thing === 'finding' ? t('Next finding') : t('Next recording')}
        disabled={at + 1 >= total}
        onClick={() => goTo({ at: at + 1 })}
      />
    </span>
  );
}

/** Where the page shows one thing at a time, the way back. */
export function BackLink({ to, children }: { readonly to: { item?: string; at?: null }; readonly children: string }) {
  return (
    <AddressLink to={to} className={styles.back}>
      {children}
    </AddressLink>
  );
}
