/** Where the mount is, and what its files are called: shown here, changed on the page of the mount. */
import { useQuery } from '@tanstack/react-query';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api } from '../service/client.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { t } from '../words/text.ts';
import styles from './MountRows.module.css';
import { Row } from './Row.tsx';
import type { Settings } from './setting-rows.ts';

export function MountRows({ settings }: { readonly settings: Settings }) {
  const { data: mount } = useQuery(api.mount.state.queryOptions());
  const views = settings['mount.views'];
  const directory = mount?.state === 'mounted' || mount?.state === 'mounting' ? mount.directory : null;
  return (
    <>
      <Row
        name={t('Place')}
        hint={
          directory === null ? t('Not mounted') : <code className={styles.code}>{folderForDisplay(directory)}</code>
        }
      >
        <ToMount label={t('Change the place of the mount')} />
      </Row>
      <Row name={t('Names')} hint={<code className={styles.code}>{settings['mount.template']}</code>}>
        <ToMount label={t('Change the names, with a preview')} />
      </Row>
      <Row
        name={t('Views')}
        hint={views.length === 0 ? t('All tracks under these names') : t('{{count}} views', { count: views.length })}
      >
        <ToMount label={t('Change the views')} />
      </Row>
    </>
  );
}

/** The state of the mount, beside the title of the section. */
export function MountStateWord() {
  const { data } = useQuery(api.mount.state.queryOptions());
  return data?.state === 'mounted' ? <span className={styles.mounted}>{t('mounted')}</span> : null;
}

function ToMount({ label }: { readonly label: string }) {
  return (
    <AddressLink to={{ page: 'mount' }} className={styles.link} aria-label={label}>
      {t('Change …')}
    </AddressLink>
  );
}
