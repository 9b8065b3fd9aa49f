/** Whether the views of the mount show the best of several copies only, and the way back. */
import { useQuery } from '@tanstack/react-query';
import type { ViewSetting } from '../../app/model/mount.ts';
import { Button } from '../controls/Button.tsx';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { t } from '../words/text.ts';
import { onlyBestCopies } from './best-copies.ts';

export function BestCopiesButton() {
  const { data } = useQuery(api.settings.get.queryOptions());
  if (data === undefined) return null;
  const views = data['mount.views'];
  const isOn = onlyBestCopies(views).every((view, at) => view.bestCopies === views[at]?.bestCopies);
  return (
    <Button
      aria-pressed={isOn}
      title={t('Of copies with equal artist, album, title and number, the mount shows the best one')}
      onClick={() =>
        void setViews(isOn ? views.map((view) => ({ ...view, bestCopies: false })) : onlyBestCopies(views), views)
      }
    >
      {isOn ? t('The mount hides copies') : t('Hide copies in the mount')}
    </Button>
  );
}

async function setViews(views: readonly ViewSetting[], before: readonly ViewSetting[]): Promise<void> {
  try {
    await service.settings.set.mutate({
      name: 'mount.views',
      value: views.map(({ template, ...view }) => (template === undefined ? view : { ...view, template })),
    });
    await queries.invalidateQueries(api.settings.get.pathFilter());
    showToast(
      views.some(({ bestCopies }) => bestCopies)
        ? t('The mount shows the best of equally named copies')
        : t('The mount shows all copies'),
      { action: { label: t('Undo'), run: () => void setViews(before, views) } },
    );
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
