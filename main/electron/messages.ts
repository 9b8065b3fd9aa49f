/** Names of the messages between the preload and the main process. */
export const CHOOSE_FOLDER = 'descant:choose-folder';
export const MENU_COMMAND = 'descant:menu-command';
