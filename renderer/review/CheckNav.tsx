/** The checks that have found something, with how much, the most severe first; arrows go through them. */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { DuplicateState } from '../../app/model/duplicates.ts';
import type { HealthReport } from '../../app/model/health.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon, type IconName } from '../controls/Icon.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { count } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import { DUPLICATES, GROUP_ICONS, SEVERITIES, titleOf, VERIFY } from './check-words.ts';
import styles from './CheckNav.module.css';
import { isOfRecordings, RECORDINGS } from './recordings/recording-words.ts';
import { IDENTIFY } from './identify/identify-words.ts';

interface CheckNavProps {
  readonly report: HealthReport | null;
  readonly duplicates: DuplicateState | undefined;
  /** Albums whose proposals wait for a decision. */
  readonly proposals: number | null;
  /** What is open. */
  readonly item: string;
}

export function CheckNav({ report, duplicates, proposals, item }: CheckNavProps) {
  const checks = report?.checks ?? [];
  const nav = useRef<HTMLElement>(null);
  const chosen = report === null ? '' : item;
  useEffect(() => {
    nav.current?.querySelector(`[data-check="${CSS.escape(chosen)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are those of its links
    <nav ref={nav} className={styles.nav} aria-label={t('Checks')} onKeyDown={moveFocus}>
      <Entry to="" item={item} icon="review" label={t('Overview')} />
      <Entry to={DUPLICATES} item={item} icon="copy" label={t('Duplicates')} amount={duplicates?.recordings ?? null} />
      <Entry to={RECORDINGS} item={isOfRecordings(item) ? RECORDINGS : item} icon="similar" label={t('Recordings')} />
      <Entry to={IDENTIFY} item={item} icon="label" label={t('Identify')} amount={proposals} />
      {SEVERITIES.map(({ severity, label }) => {
        const found = checks.filter(
          (check) => check.severity === severity && (check.count > 0 || check.check === item),
        );
        return found.length === 0 ? null : (
          <section key={severity} aria-label={t(label)}>
            <h3 aria-hidden="true">{t(label)}</h3>
            {found.map(({ check, group, title, count: amount }) => (
              <Entry
                key={check}
                to={check}
                item={item}
                icon={GROUP_ICONS[group]}
                label={titleOf({ check, title })}
                amount={amount}
              />
            ))}
          </section>
        );
      })}
      <h3 aria-hidden="true">{t('Files')}</h3>
      <Entry to={VERIFY} item={item} icon="shield" label={t('Verify the originals')} />
    </nav>
  );
}

interface EntryProps {
  readonly to: string;
  readonly item: string;
  readonly icon: IconName;
  readonly label: string;
  readonly amount?: number | null;
}

function Entry({ to, item, icon, label, amount = null }: EntryProps) {
  return (
    <AddressLink
      to={{ item: to, at: null }}
      className={styles.entry}
      aria-current={to === item ? 'page' : undefined}
      data-check={to}
    >
      <Icon name={icon} size={15} />
      <span className={styles.label}>{label}</span>
      {amount === null ? null : (
        <span className={styles.amount}>
          <span aria-hidden="true">{count(amount)}</span>
          <Hidden>{t('{{count}} findings', { count: amount })}</Hidden>
        </span>
      )}
    </AddressLink>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const at = links.findIndex((link) => link === document.activeElement);
  links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
  event.preventDefault();
  event.stopPropagation();
}
