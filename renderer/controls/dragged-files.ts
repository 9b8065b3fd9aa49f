/** Whether what is dragged over a part of the page are files, or pictures of other pages, which come as files. */
export function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}
