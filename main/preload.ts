/**
 * The bridge between the page and the desktop (`renderer/bridge.d.ts`). It runs sandboxed, before
 * the page, and hands over six functions: no Node, no Electron, no event objects.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DescantBridge } from '../renderer/bridge.d.ts';
import type { CommandId } from '../renderer/catalog/commands.ts';
import {
  CHOOSE_FOLDER,
  DRAG_FILES,
  MENU_COMMAND,
  OPEN_ADDRESS,
  OPENED_BEFORE,
  SHOW_PROGRESS,
} from './electron/messages.ts';

const bridge: DescantBridge = {
  chooseFolder: () => ipcRenderer.invoke(CHOOSE_FOLDER) as Promise<string | null>,
  pathForDroppedFile: (file) => webUtils.getPathForFile(file),
  onMenu(listener) {
    // The event is kept back: it would hand the page a way to send messages of its own.
    const receive = (_event: Electron.IpcRendererEvent, command: CommandId): void => listener(command);
    ipcRenderer.on(MENU_COMMAND, receive);
    return () => void ipcRenderer.off(MENU_COMMAND, receive);
  },
  onOpen(listener) {
    const receive = (_event: Electron.IpcRendererEvent, search: string): void => listener(search);
    ipcRenderer.on(OPEN_ADDRESS, receive);
    void ipcRenderer.invoke(OPENED_BEFORE).then((search: string | null) => {
      if (search !== null) listener(search);
    });
    return () => void ipcRenderer.off(OPEN_ADDRESS, receive);
  },
  dragFiles: (paths) => void ipcRenderer.invoke(DRAG_FILES, paths),
  showProgress: (part) => void ipcRenderer.invoke(SHOW_PROGRESS, part),
};

contextBridge.exposeInMainWorld('descant', bridge);
