/** The system's dialog for files, opened by a command rather than by a button. */

/** @param types kinds of files that are offered @returns `null` where none was chosen */
export async function chooseFile(types: readonly string[]): Promise<File | null> {
  const [file = null] = await choose(types, false);
  return file;
}

/** @param types kinds of files that are offered @returns none where the person has chosen none */
export function chooseFiles(types: readonly string[]): Promise<readonly File[]> {
  return choose(types, true);
}

function choose(types: readonly string[], multiple: boolean): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = types.join(',');
  input.multiple = multiple;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
