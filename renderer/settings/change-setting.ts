/** Changes a setting of the library: the call, the message with its Undo, and why the service has refused it. */
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { t } from '../words/text.ts';
import { SETTING_ROWS, type SettingName } from './setting-rows.ts';
import { valueWords, type SettingValue } from './setting-values.ts';

/**
 * @param before what was in force: Undo sets it again
 * @returns why it was refused, in words for beside its control; `null` where it is in force
 */
export async function changeSetting(
  name: SettingName,
  value: SettingValue,
  before: SettingValue,
): Promise<string | null> {
  try {
    await set(name, value);
  } catch (error) {
    await queries.invalidateQueries(api.settings.get.pathFilter());
    return errorWords(error);
  }
  const { label, control } = SETTING_ROWS[name];
  showToast(`${t(label)}: ${valueWords(control, value)}`, {
    action: { label: t('Undo'), run: () => void takeBack(name, before) },
  });
  return null;
}

async function takeBack(name: SettingName, before: SettingValue): Promise<void> {
  try {
    await set(name, before);
    showToast(t('Undone'));
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

async function set(name: SettingName, value: SettingValue): Promise<void> {
  await service.settings.set.mutate({ name, value: isList(value) ? [...value] : value });
  await queries.invalidateQueries(api.settings.get.pathFilter());
}

function isList(value: SettingValue): value is readonly string[] {
  return Array.isArray(value);
}
