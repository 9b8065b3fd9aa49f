/** The system's dialog for a file, opened by a command rather than by a button. */

/** @param types kinds of files that are offered @returns `null` where none was chosen */
export function chooseFile(types: readonly string[]): Promise<File | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = types.join(',');
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}
