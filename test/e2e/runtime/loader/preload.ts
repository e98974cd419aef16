import electron from 'electron';

// `webUtils` came with Electron 29, `File.path` went with 32.
Object.defineProperty(electron, 'webUtils', {
  value: { getPathForFile: (file: File & { readonly path: string }): string => file.path },
});
