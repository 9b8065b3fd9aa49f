/** Names of the messages between the preload and the main process. */
export const CHOOSE_FOLDER = 'descant:choose-folder';
export const MENU_COMMAND = 'descant:menu-command';
/** From the page once it listens; the answer is what was to be opened before. */
export const OPENED_BEFORE = 'descant:opened-before';
export const OPEN_ADDRESS = 'descant:open-address';
export const DRAG_FILES = 'descant:drag-files';
export const SHOW_PROGRESS = 'descant:show-progress';
