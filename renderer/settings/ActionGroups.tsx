/** Groups of actions that were saved: what each does, and removing it. They are made where actions are previewed. */
import type { ActionGroup } from '../../app/model/actions.ts';
import { Button } from '../controls/Button.tsx';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { actionName } from '../words/action-names.ts';
import { t } from '../words/text.ts';
import styles from './DeclaredFields.module.css';
import { Row } from './Row.tsx';

export function ActionGroups({ groups }: { readonly groups: readonly ActionGroup[] }) {
  if (groups.length === 0) {
    return (
      <p className={styles.none}>
        {t('None yet. Select tracks, press A, and save steps that you use often under a name.')}
      </p>
    );
  }
  return (
    <ul aria-label={t('Groups of actions')}>
      {groups.map((group) => (
        <li key={group.name}>
          <Row name={group.name} hint={group.steps.map(({ action }) => actionName(action)).join(', then ')}>
            <Button
              look="quiet"
              aria-label={t('Remove {{name}}', { name: group.name })}
              onClick={() => void remove(group)}
            >
              {t('Remove')}
            </Button>
          </Row>
        </li>
      ))}
    </ul>
  );
}

async function remove(group: ActionGroup): Promise<void> {
  await tell(
    () => service.actions.delete.mutate({ name: group.name }),
    t('The group {{name}} was removed', { name: group.name }),
    {
      label: t('Undo'),
      run: () => void tell(() => service.actions.save.mutate({ groups: [copied(group)] }), t('Undone')),
    },
  );
}

async function tell(
  call: () => Promise<unknown>,
  words: string,
  action?: { readonly label: string; readonly run: () => void },
): Promise<void> {
  try {
    await call();
    showToast(words, action === undefined ? {} : { action });
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
  await queries.invalidateQueries(api.settings.get.pathFilter());
  await queries.invalidateQueries(api.actions.list.pathFilter());
}

/** As the API takes it. */
function copied({ name, steps }: ActionGroup) {
  return {
    name,
    steps: steps.map(({ action, parameters }) => ({
      action,
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([key, value]) => [key, typeof value === 'object' ? [...value] : value]),
      ),
    })),
  };
}
