/** Buttons, and controls that choose one of several. */
import { useId } from 'react';
import { Button, IconButton } from '../../../renderer/controls/Button.tsx';
import { Choice } from '../../../renderer/controls/Choice.tsx';
import { Segments } from '../../../renderer/controls/Segments.tsx';
import { Select } from '../../../renderer/controls/Select.tsx';
import { Stars } from '../../../renderer/controls/Stars.tsx';
import { Switch } from '../../../renderer/controls/Switch.tsx';
import { Shown } from './shown.tsx';

const SIZES = [
  { value: 'small', label: 'Small' },
  { value: 'medium', label: 'Medium' },
  { value: 'large', label: 'Large' },
] as const;
type Size = (typeof SIZES)[number]['value'];

export function Choices() {
  return (
    <>
      <Shown name="Buttons" first={0}>
        {(pressed, set) => (
          <>
            <Button look="primary" icon="play" onClick={() => set(pressed + 1)}>
              Play
            </Button>
            <Button disabled onClick={() => set(pressed + 1)}>
              Not now
            </Button>
            <IconButton icon="close" label="Close it" onClick={() => set(pressed + 10)} />
          </>
        )}
      </Shown>
      <Shown<Size> name="Select" first="small">
        {(value, set) => <Select label="Size" value={value} options={SIZES} onChange={set} />}
      </Shown>
      <Shown<Size> name="Segments" first="small">
        {(value, set) => <Segments aria-label="Size" value={value} options={SIZES} onChange={set} />}
      </Shown>
      <Shown name="Switch" first={false}>
        {(checked, set) => <LabelledSwitch checked={checked} onChange={set} />}
      </Shown>
      <Shown name="Choice" first={false}>
        {(checked, set) => (
          <Choice kind="checkbox" label="Sweep" hint="Takes the dust away." checked={checked} onChange={set} />
        )}
      </Shown>
      <Shown name="Choice that cannot be made" first={false}>
        {(checked, set) => (
          <Choice kind="switch" label="Mop" hint="There is no water." checked={checked} disabled onChange={set} />
        )}
      </Shown>
      <Shown<number | null> name="Stars" first={null}>
        {(rating, set) => <Stars rating={rating} onRate={set} />}
      </Shown>
    </>
  );
}

function LabelledSwitch(props: { readonly checked: boolean; readonly onChange: (checked: boolean) => void }) {
  const id = useId();
  return (
    <>
      <Switch id={id} {...props} />
      <label htmlFor={id}>Light</label>
    </>
  );
}
