/** Fields for text, and what is only read. */
import { useState } from 'react';
import { ComboBox } from '../../../renderer/controls/ComboBox.tsx';
import { Definitions } from '../../../renderer/controls/Definitions.tsx';
import { Key } from '../../../renderer/controls/Key.tsx';
import { Loading } from '../../../renderer/controls/Loading.tsx';
import { Note } from '../../../renderer/controls/Note.tsx';
import { ProgressBar } from '../../../renderer/controls/ProgressBar.tsx';
import { TextField } from '../../../renderer/controls/TextField.tsx';
import { Shown } from './shown.tsx';

const FOLDERS = ['Ambient', 'Baroque', 'Blues'];

export function Texts() {
  return (
    <>
      <Shown name="Field" first="">
        {(value, set) => (
          <TextField
            label="Name"
            hint="As it stands on the sleeve."
            problem={value.includes('/') ? 'A name has no slash.' : null}
            value={value}
            onChange={set}
          />
        )}
      </Shown>
      <Shown name="Combo box" first="">
        {(value, set) => <Folders value={value} onChange={set} />}
      </Shown>
      <ProgressBar part={0.25} label="Scanning" words="25 of 100 files" />
      <ProgressBar part={null} label="Looking" words="Looking for files" />
      <Note tone="good">All is well.</Note>
      <Definitions look="facts" nameWidth="80px" rows={[{ key: 'size', name: 'Size', text: <Key>12</Key> }]} />
      <section aria-label="Loading">
        <Loading />
      </section>
    </>
  );
}

function Folders({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const [open, setOpen] = useState(false);
  const found = FOLDERS.filter((name) => name.toLowerCase().startsWith(value.toLowerCase()));
  return (
    <ComboBox
      label="Genre"
      listLabel="Genres"
      placeholder="Any"
      value={value}
      onChange={onChange}
      onTake={(taken) => {
        onChange(taken);
        setOpen(false);
      }}
      open={open}
      onOpenChange={setOpen}
      suggestions={found}
      completion={found.length === 1 ? found[0]! : null}
    />
  );
}
