import { formatContents, formatCount } from './quantities.ts';

// What the window says about tags as a whole.

const pictures = (n: number): string => formatCount(n, 'picture');

export const tagListTexts = {
  title: 'Tags',
  none: 'No tags yet',
  filter: 'Find a tag',
  noneCalled: (text: string) => `No tag is called “${text}”.`,
  menu: (name: string) => `More about tag ${name}`,
  rename: 'Rename or merge…',
  delete: 'Delete…',

  renameTitle: (name: string) => `Rename tag “${name}”`,
  newName: 'New name',
  renames: (n: number) => `${pictures(n)} carry it. With the name of another tag, the two become one.`,
  merges: (name: string, n: number, other: string, m: number) =>
    `There is a tag “${other}” already, on ${pictures(m)}. The ${pictures(n)} of “${name}” will carry it, and “${name}” goes.`,
  confirmRename: 'Rename',
  confirmMerge: 'Merge',
  renamed: (name: string, to: string) => `Tag “${name}” is called “${to}” now`,
  merged: (name: string, into: string) => `Tag “${name}” is part of “${into}” now`,

  deleteTitle: (name: string) => `Delete tag “${name}”`,
  deletes: (n: number) => `${pictures(n)} carry it. It is taken off all of them; the pictures stay.`,
  confirmDelete: 'Delete',
  deleted: (name: string, n: number) => `Took tag “${name}” off ${formatContents(n)}`,
  cancel: 'Cancel',
} as const;
