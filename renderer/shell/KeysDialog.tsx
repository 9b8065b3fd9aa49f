/** The list of keyboard shortcuts, in a modal dialog. */
import { Definitions } from '../controls/Definitions.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { Key } from '../controls/Key.tsx';
import { t } from '../words/text.ts';
import { printedKey } from '../words/printed-key.ts';
import { KEY_GROUPS } from './key-list.ts';
import styles from './KeysDialog.module.css';

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t('Keyboard shortcuts')} look="sheet" onClose={onClose}>
      {KEY_GROUPS.map(({ title, rows }) => (
        <section key={title} className={styles.group}>
          <h3>{t(title)}</h3>
          <Definitions
            look="words"
            nameWidth="210px"
            rows={rows.map(({ keys, label }) => ({ key: label, name: <Keys keys={keys} />, text: t(label) }))}
          />
        </section>
      ))}
    </Dialog>
  );
}

function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className={styles.keys}>
      {keys.map((key) => (
        <Key key={key}>{printedKey(key)}</Key>
      ))}
    </span>
  );
}
