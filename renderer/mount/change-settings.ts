/** Every change of the mount's settings: the call, and what the page has to look up again after it. */
import type { ViewSetting, NameTarget } from '../../app/model/mount.ts';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { t } from '../words/text.ts';
import type { KeptView } from './view-list.ts';

type Plain = string | boolean | KeptView[];

export interface MountSettings {
  readonly 'mount.template': string;
  readonly 'mount.views': readonly ViewSetting[];
  readonly 'mount.names': NameTarget;
  readonly 'mount.sidecars': boolean;
  readonly 'mount.others': boolean;
}

/**
 * Sets a setting; what is mounted follows before this resolves. Without a value it goes back to its default.
 * @throws what the service says of the value
 */
export async function setSetting(name: keyof MountSettings, value?: Plain): Promise<void> {
  await service.settings.set.mutate(
    value === undefined
      ? { name }
      : { name, value: typeof value === 'object' ? value.map((view) => ({ ...view })) : value },
  );
  await queries.invalidateQueries(api.settings.get.pathFilter());
}

/**
 * Changes the list of views, beginning with the one that is kept now.
 * @throws what the service says of the new list
 */
export async function changeViews(change: (kept: readonly ViewSetting[]) => KeptView[]): Promise<void> {
  const settings = await service.settings.get.query();
  await setSetting('mount.views', change(settings['mount.views']));
}

/** Runs a change and shows a message with an Undo, or why it failed. @returns whether it was done */
export async function told(call: () => Promise<void>, words: string, back?: () => Promise<void>): Promise<boolean> {
  try {
    await call();
    showToast(
      words,
      back === undefined ? {} : { action: { label: t('Undo'), run: () => void told(back, t('Undone')) } },
    );
    return true;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
    return false;
  }
}
