import { contextBridge, ipcRenderer, webUtils } from 'electron';

contextBridge.exposeInMainWorld('trial', {
  child: () => ipcRenderer.invoke('child'),
  globals: () => ipcRenderer.invoke('globals'),
  pathOf: (file: File) => webUtils.getPathForFile(file),
});
