/** Where the mount is, and what its files are called: shown here, changed on the page of the mount. */
import { useQuery } from '@tanstack/react-query';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api } from '../service/client.ts';
import { countOf } from '../words/amounts.ts';
import { folderForDisplay } from '../words/folder-path.ts';
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
        name="Place"
        hint={directory === null ? 'Not mounted' : <code className={styles.code}>{folderForDisplay(directory)}</code>}
      >
        <ToMount label="Change the place of the mount" />
      </Row>
      <Row name="Names" hint={<code className={styles.code}>{settings['mount.template']}</code>}>
        <ToMount label="Change the names, with a preview" />
      </Row>
      <Row name="Views" hint={views.length === 0 ? 'All tracks under these names' : countOf(views.length, 'view')}>
        <ToMount label="Change the views" />
      </Row>
    </>
  );
}

/** The state of the mount, beside the title of the section. */
export function MountStateWord() {
  const { data } = useQuery(api.mount.state.queryOptions());
  return data?.state === 'mounted' ? <span className={styles.mounted}>mounted</span> : null;
}

function ToMount({ label }: { readonly label: string }) {
  return (
    <AddressLink to={{ page: 'mount' }} className={styles.link} aria-label={label}>
      Change…
    </AddressLink>
  );
}
