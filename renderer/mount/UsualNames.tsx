/** The names that files have in every view without names of its own: typed with a preview, kept for always. */
import { useState, type FormEvent } from 'react';
import { errorWords } from '../service/client.ts';
import { Button } from '../controls/Button.tsx';
import { showToast } from '../messages/toasts.ts';
import { TextField } from '../controls/TextField.tsx';
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
      showToast('The names are kept', {
        action: { label: 'Undo', run: () => void told(() => setSetting('mount.template', kept), 'Undone') },
      });
    } catch (error) {
      setRefused(errorWords(error));
    }
  }

  async function reset(): Promise<void> {
    const done = await told(
      () => setSetting('mount.template'),
      'The names are the usual ones again',
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
        label="Names"
        code
        value={value}
        onChange={type}
        placeholder={DEFAULT_TEMPLATE}
        hint="A slash begins a folder. The file’s ending is added unless the names end in .$format. These are the names of every view that has none of its own."
        problem={refused ?? preview.problem?.text ?? null}
      >
        <Button type="submit" disabled={value.trim() === kept || value.trim() === ''}>
          Keep these names
        </Button>
        {kept === DEFAULT_TEMPLATE ? null : <Button onClick={() => void reset()}>Back to the default</Button>}
      </TextField>
      <Preview {...preview} below="" />
    </form>
  );
}
