/** The rail: the pages, with how much is in them, the playlists, and the state of the mount. */
import { useState } from 'react';
import { commandLabel } from '../catalog/commands.ts';
import type { LibrarySummary } from '../../app/model/library.ts';
import { PAGES, type CatalogPage } from '../catalog/pages.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon, type IconName } from '../controls/Icon.tsx';
import { Mark } from '../controls/Mark.tsx';
import { MountCard } from '../mount/MountCard.tsx';
import { openDialog } from '../commands/open-dialog.ts';
import { runCommand } from '../commands/run-command.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { useAddress } from '../navigation/use-address.ts';
import { trackDrop } from '../ordered-tracks/dragged-tracks.ts';
import { useSummary } from '../service/use-summary.ts';
import { count } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import styles from './Rail.module.css';
import { RailPlaylists } from './RailPlaylists.tsx';

const PAGE_ROWS: readonly CatalogPage[] = PAGES;

export function Rail() {
  const summary = useSummary();
  return (
    <nav className={styles.rail} aria-label={t('Pages')}>
      <div className={styles.brand}>
        <Mark />
        <span>Descant</span>
      </div>
      {PAGE_ROWS.filter(({ atFoot }) => atFoot !== true).map((page) => (
        <PageLink key={page.id} page={page} summary={summary} />
      ))}
      <RailPlaylists />
      <div className={styles.foot}>
        {PAGE_ROWS.filter(({ atFoot }) => atFoot === true).map((page) => (
          <PageLink key={page.id} page={page} summary={summary} />
        ))}
        <button
          type="button"
          className={`${styles.link} ${styles.keys}`}
          title={t(commandLabel('show-keys'))}
          onClick={() => runCommand('show-keys')}
        >
          <Icon name="keys" />
          <span className={styles.name}>{t(commandLabel('show-keys'))}</span>
        </button>
        <MountCard />
      </div>
    </nav>
  );
}

function PageLink({ page, summary }: { readonly page: CatalogPage; readonly summary: LibrarySummary | null }) {
  const here = useAddress((address) => address.page);
  const { id, label, icon, badge } = page;
  const amount = summary === null || badge === null ? null : badge.amount(summary);
  const [over, setOver] = useState(false);
  const drop = trackDrop((tracks) => openDialog({ kind: 'add-to-playlist', tracks }), setOver);
  return (
    <AddressLink
      to={{ page: id }}
      className={styles.link}
      title={t(label)}
      aria-current={here === id ? 'page' : undefined}
      data-over={over || undefined}
      {...(id === 'playlists' ? drop : {})}
    >
      <Icon name={icon as IconName} />
      <span className={styles.name}>{t(label)}</span>
      {amount === null || badge === null ? null : (
        <b className={styles.amount}>
          <span aria-hidden="true">{count(amount)}</span>
          <Hidden>{t(badge.of, { count: amount })}</Hidden>
        </b>
      )}
    </AddressLink>
  );
}
