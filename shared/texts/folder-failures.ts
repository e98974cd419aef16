// Why a folder was not listed, and what files are counted as that were skipped for another reason than their extension.

export const folderFailureTexts = {
  forbidden: 'You have no permission to list this folder.',
  gone: 'The folder was there a moment ago and is gone.',
  unlisted: (code: string) => `The folder could not be listed to its end (${code}).`,
} as const;

export const skippedTexts = {
  noExtension: 'no extension',
  link: 'link to a folder or to nothing',
} as const;
