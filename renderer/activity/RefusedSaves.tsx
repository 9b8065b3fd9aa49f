/** Saves and renames in the mounted folder that were not accepted: by which program, why, and where the saved bytes are kept. */
import { useQuery } from '@tanstack/react-query';
import type { RefusedSaveEntry } from '../../app/model/mount.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { Button } from '../controls/Button.tsx';
import { Section } from '../controls/Page.tsx';
import { showToast } from '../messages/toasts.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { moment } from '../words/moment.ts';
import { asSentence } from '../words/sentence.ts';
import { saidMessage, t } from '../words/text.ts';
import styles from './Activity.module.css';

const SHOWN = 100;

/** The section is shown only when it has entries. */
export function RefusedSaves() {
  const { data = [] } = useQuery(api.mount.refusedSaves.queryOptions({ limit: SHOWN }));
  if (data.length === 0) return null;
  return (
    <Section title={t('Saves and renames that were not accepted')}>
      <ul className={styles.rows}>
        {data.map((save) => (
          <RefusedSave key={save.id} save={save} />
        ))}
      </ul>
    </Section>
  );
}

function RefusedSave({ save }: { readonly save: RefusedSaveEntry }) {
  return (
    <li className={styles.row}>
      <span className={styles.when}>{moment(save.at)}</span>
      <span className={styles.what}>
        <span>{asSentence(saidMessage(save.reason, save.said))}</span>
        <small>
          {save.kept === null
            ? t('{{author}} moved {{path}}', { author: save.author, path: save.path })
            : t('{{author}} saved {{path}} · the saved file is kept in {{kept}}', {
                author: save.author,
                path: save.path,
                kept: folderForDisplay(save.kept),
              })}
        </small>
      </span>
      <Button
        look="quiet"
        aria-label={t('Dismiss: {{path}}', { path: save.path })}
        onClick={() => void dismiss(save.id)}
      >
        {t('Dismiss')}
      </Button>
    </li>
  );
}

async function dismiss(id: number): Promise<void> {
  try {
    await service.mount.dismissRefusedSave.mutate({ id });
    await queries.invalidateQueries(api.mount.refusedSaves.pathFilter());
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
