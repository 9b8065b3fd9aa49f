/** Recognises files, whether a person has dropped or chosen them: what is found is shown in a dialog. */
import { chooseFiles } from '../controls/choose-file.ts';
import { recogniser } from '../service/recognise-files.ts';
import { SOUND_TYPES } from '../service/sound-file.ts';
import { openDialog, useOpenDialog } from './open-dialog.ts';

export function recogniseFiles(files: readonly File[]): void {
  if (files.length === 0) return;
  recogniser.add(files);
  if (useOpenDialog.getState().dialog?.kind !== 'recognise') openDialog({ kind: 'recognise' });
}

/** Asks which files to recognise. */
export async function chooseSounds(): Promise<void> {
  recogniseFiles(await chooseFiles(SOUND_TYPES));
}
