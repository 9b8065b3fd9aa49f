/** The short messages over the player. */
import { Button } from '../../../renderer/controls/Button.tsx';
import { showToast } from '../../../renderer/messages/toasts.ts';
import { ToastLine } from '../../../renderer/shell/ToastLine.tsx';
import { Shown } from './shown.tsx';

export function Messages() {
  return (
    <Shown name="Messages" first="">
      {(_value, tell) => (
        <>
          <Button
            onClick={() => showToast('12 tracks changed', { action: { label: 'Undo', run: () => tell('undone') } })}
          >
            Change
          </Button>
          <Button onClick={() => showToast('The disk is full', { tone: 'problem' })}>Fail</Button>
          <ToastLine />
        </>
      )}
    </Shown>
  );
}
