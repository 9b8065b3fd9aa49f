/** The mount: where it is, how its folders are made, start and stop, and what it cannot do. */
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import type { MountState } from '../../app/api/types.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import { Button } from '../ui/Button.tsx';
import { Note } from '../ui/Note.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { showToast } from '../ui/toasts.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import styles from './MountView.module.css';

export function MountView() {
  const { data, error } = useQuery(api.mount.state.queryOptions());
  return (
    <Page title="Mount" lead="A folder in which every player sees your library as you have written it. Each file there is your original with a new header in front; the originals stay as they are, bit for bit.">
      {error === null ? null : <Section title="State"><Note tone="problem" urgent>{errorWords(error)}</Note></Section>}
      {data === undefined ? null : (
        <>
          <Section title="State"><State mount={data} /></Section>
          <Section title="Folder and names"><Settings key={`${data.directory} ${data.template}`} mount={data} /></Section>
          <Section title="What names are made of"><Names /></Section>
        </>
      )}
    </Page>
  );
}

function State({ mount }: { readonly mount: MountState }) {
  return (
    <div className={styles.state}>
      {mount.state === 'mounted' ? <Note tone="good">Mounted at <b>{folderForDisplay(mount.directory ?? '')}</b>{mount.backend === null ? '' : `, served by ${mount.backend}`}.</Note> : null}
      {mount.state === 'mounting' ? <Note tone="plain">Mounting at <b>{folderForDisplay(mount.directory ?? '')}</b> …</Note> : null}
      {mount.state === 'unmounted' ? <Note tone="plain">Not mounted. Players see the files as they are.</Note> : null}
      {mount.state === 'failed' ? <Note tone="problem" urgent>Mounting failed: {mount.message ?? 'the service did not say why.'}</Note> : null}
      {mount.state !== 'failed' && mount.message !== null ? <p className={styles.limits}>{mount.message}</p> : null}
      {mount.state === 'mounted' || mount.state === 'mounting'
        ? <Button onClick={() => void change(() => service.mount.stop.mutate())}>Unmount</Button> : null}
    </div>
  );
}

function Settings({ mount }: { readonly mount: MountState }) {
  const [directory, setDirectory] = useState(mount.directory ?? '');
  const [template, setTemplate] = useState(mount.template ?? '');
  const ids = { directory: useId(), template: useId(), directoryHint: useId(), templateHint: useId() };
  const mounted = mount.state === 'mounted' || mount.state === 'mounting';
  const changed = directory !== (mount.directory ?? '') || template !== (mount.template ?? '');

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = {
      ...(directory.trim() === '' ? {} : { directory: directory.trim() }),
      ...(template.trim() === '' ? {} : { template: template.trim() }),
    };
    await change(async () => {
      if (mounted) await service.mount.stop.mutate();
      return service.mount.start.mutate(wanted);
    });
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <label htmlFor={ids.directory}>Folder</label>
      <div>
        <input id={ids.directory} aria-describedby={ids.directoryHint} value={directory} placeholder="~/Descant" spellCheck={false} onChange={(event) => setDirectory(event.target.value)} />
        <small id={ids.directoryHint}>An empty folder, or one that does not exist yet.</small>
      </div>
      <label htmlFor={ids.template}>Names</label>
      <div>
        <input id={ids.template} className={styles.template} aria-describedby={ids.templateHint} value={template} placeholder="$artist/$album ($year) [$format_upper]/$track - $artist - $title.$format" spellCheck={false} onChange={(event) => setTemplate(event.target.value)} />
        <small id={ids.templateHint}>A slash begins a folder. The file’s ending is added unless the names end in .$format.</small>
      </div>
      <Button type="submit" look={mounted ? 'plain' : 'primary'} className={styles.submit} disabled={mounted && !changed}>{mounted ? 'Mount again with these' : 'Mount'}</Button>
    </form>
  );
}

async function change(call: () => Promise<MountState>): Promise<void> {
  try {
    queries.setQueryData(api.mount.state.queryKey(), await call());
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

const NAMES: readonly (readonly [string, string])[] = [
  ['$albumartist, $album, $title', 'a field of the track, by any name it has in the details'],
  ['$track, $disc', 'numbers of two digits, so that they sort'],
  ['$year, $format_upper', 'the year of the release; the kind of file in capitals'],
  ['${composer|artist}', 'the first of these that has a value'],
  ['$album[ ($year)]', 'what stands in brackets is left out where nothing in it has a value'],
  ['%aunique{}', 'tells two albums of one name apart'],
  ['%upper{…}, %left{…,1}, %the{…}', 'functions on text'],
];

function Names() {
  return (
    <dl className={styles.names}>
      {NAMES.map(([name, meaning]) => <div key={name}><dt>{name}</dt><dd>{meaning}</dd></div>)}
    </dl>
  );
}
