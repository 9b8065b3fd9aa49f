/** The rail: the views that exist, with what is in them, and the state of the mount. */
import type { MouseEvent } from 'react';
import { MountCard } from '../mount/MountCard.tsx';
import type { View } from '../navigation/address.ts';
import { goTo, linkTo, useAddress } from '../navigation/use-address.ts';
import { useSummary } from '../service/use-summary.ts';
import { Mark } from '../controls/Mark.tsx';
import { IconButton } from '../controls/Button.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon, type IconName } from '../controls/Icon.tsx';
import { count } from '../words/amounts.ts';
import { showKeys } from './keys.ts';
import styles from './Rail.module.css';

export function Rail() {
  const summary = useSummary();
  const unread = (summary?.errors ?? 0) + (summary?.analysisFailed ?? 0);
  return (
    <nav className={styles.rail} aria-label="Views">
      <div className={styles.brand}>
        <Mark />
        <span>Descant</span>
      </div>
      <RailLink view="library" icon="library" name="Library" amount={summary?.tracks ?? null} of="tracks" />
      <RailLink view="activity" icon="activity" name="Activity" amount={unread > 0 ? unread : null} of="problems" />
      <RailLink view="mount" icon="mount" name="Mount" amount={null} of="" />
      <RailLink view="folders" icon="folders" name="Folders" amount={summary?.folders.length ?? null} of="folders" />
      <div className={styles.foot}>
        <IconButton icon="keys" label="Keyboard shortcuts" className={styles.keys} onClick={showKeys} />
        <MountCard />
      </div>
    </nav>
  );
}

interface RailLinkProps {
  readonly view: View;
  readonly icon: IconName;
  readonly name: string;
  readonly amount: number | null;
  readonly of: string;
}

function RailLink({ view, icon, name, amount, of }: RailLinkProps) {
  const here = useAddress((address) => address.view === view);
  // The link names the whole address, so it is made anew whenever any part of it changes.
  useAddress();
  function go(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo({ view });
  }
  return (
    <a
      className={styles.link}
      href={linkTo({ view })}
      onClick={go}
      title={name}
      {...(here ? { 'aria-current': 'page' as const } : {})}
    >
      <Icon name={icon} />
      <span className={styles.name}>{name}</span>
      {amount === null ? null : (
        <b className={styles.amount}>
          {count(amount)}
          <Hidden> {of}</Hidden>
        </b>
      )}
    </a>
  );
}
