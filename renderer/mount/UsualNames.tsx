/** The template of every view that has none of its own, with a preview while it is typed. */
import { useState, type FormEvent } from 'react';
import { errorWords } from '../service/client.ts';
import { Button } from '../controls/Button.tsx';
import { showToast } from '../messages/toasts.ts';
import { TextField } from '../controls/TextField.tsx';
import { t } from '../words/text.ts';
import { setSetting, told, type MountSettings } from './change-settings.ts';
import { Preview } from './Preview.tsx';
import { usePreview } from './use-preview.ts';
import { DEFAULT_TEMPLATE } from './view-starters.ts';

export function UsualNames({ settings }: { readonly settings: MountSettings }) {
  const kept = settings['mount.template'];
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const value = typed ?? kept;
  const preview = usePreview({ template: value, query: '', names: settings['mount.names'] });

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      await setSetting('mount.template', value.trim());
      setTyped(null);
      showToast(t('The names are saved'), {
        action: { label: t('Undo'), run: () => void told(() => setSetting('mount.template', kept), t('Undone')) },
      });
    } catch (error) {
      setRefused(errorWords(error));
    }
  }

  async function reset(): Promise<void> {
    const done = await told(
      () => setSetting('mount.template'),
      t('The default names are restored'),
      () => setSetting('mount.template', kept),
    );
    if (done) type(null);
  }

  function type(text: string | null): void {
    setTyped(text);
    setRefused(null);
  }

  return (
    <form onSubmit={(event) => void save(event)}>
      <TextField
        label={t('Names')}
        code
        value={value}
        onChange={type}
        placeholder={DEFAULT_TEMPLATE}
        hint={t(
          'A slash starts a folder. The file extension is added unless the template ends in .$format. Views without names of their own use this template.',
        )}
        problem={refused ?? preview.problem?.text ?? null}
      >
        <Button type="submit" disabled={value.trim() === kept || value.trim() === ''}>
          {t('Save these names')}
        </Button>
        {kept === DEFAULT_TEMPLATE ? null : <Button onClick={() => void reset()}>{t('Back to the default')}</Button>}
      </TextField>
      <Preview {...preview} below="" />
    </form>
  );
}
