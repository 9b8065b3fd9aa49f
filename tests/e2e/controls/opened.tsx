/** What opens over the page: dialogs, menus and palettes. */
import { useState } from 'react';
import { Button } from '../../../renderer/controls/Button.tsx';
import { Dialog, DialogActions } from '../../../renderer/controls/Dialog.tsx';
import { Menu, type MenuItem } from '../../../renderer/controls/Menu.tsx';
import { Palette } from '../../../renderer/controls/Palette.tsx';
import { WideDialog } from '../../../renderer/controls/WideDialog.tsx';
import { Shown } from './shown.tsx';

type Kind = 'question' | 'sheet' | 'wide' | 'menu' | 'palette';

const ITEMS: readonly (readonly MenuItem[])[] = [
  [
    { id: 'play', label: 'Play', icon: 'play', keys: 'Enter' },
    { id: 'later', label: 'Play later', disabled: true },
  ],
  [
    { id: 'repeat', label: 'Repeat', checked: false },
    {
      id: 'add',
      label: 'Add to',
      items: [
        { id: 'add-one', label: 'Mornings' },
        { id: 'add-two', label: 'Nights' },
      ],
    },
  ],
];

const LINES = ['Play', 'Pause', 'Next track'];

export function Opened() {
  const [open, setOpen] = useState<Kind | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Shown name="Opened" first="">
      {(_value, tell) => (
        <>
          {(['question', 'sheet', 'wide', 'menu', 'palette'] as const).map((kind) => (
            <Button key={kind} onClick={() => setOpen(kind)}>
              {`Open the ${kind}`}
            </Button>
          ))}
          {open === 'question' ? (
            <Dialog title="Delete it?" look="question" onClose={close}>
              <DialogActions>
                <Button type="submit">Keep</Button>
                <Button type="submit" look="primary" onClick={() => tell('deleted')}>
                  Delete
                </Button>
              </DialogActions>
            </Dialog>
          ) : null}
          {open === 'sheet' ? (
            <Dialog title="What is new" look="sheet" onClose={close}>
              <p>Nothing.</p>
            </Dialog>
          ) : null}
          {open === 'wide' ? (
            <WideDialog title="A day of work" note="all of it" onClose={close}>
              <Button onClick={() => tell('worked')}>Work</Button>
            </WideDialog>
          ) : null}
          {open === 'menu' ? (
            <Menu
              label="What to do"
              groups={ITEMS}
              at={{ x: window.innerWidth - 4, y: window.innerHeight - 4 }}
              onChoose={tell}
              onClose={close}
            />
          ) : null}
          {open === 'palette' ? <Commands onTake={tell} onClose={close} /> : null}
        </>
      )}
    </Shown>
  );
}

function Commands(props: { readonly onTake: (id: string) => void; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const lines = LINES.filter((line) => line.toLowerCase().includes(text)).map((line) => ({
    id: line.toLowerCase().replace(' ', '-'),
    parts: [{ text: line, matches: false, at: 0 }],
  }));
  return (
    <Palette
      label="Commands"
      placeholder="What to do"
      about="1 track"
      none="There is no such command."
      text={text}
      onText={setText}
      groups={lines.length === 0 ? [] : [{ title: 'Player', lines }]}
      {...props}
    />
  );
}
