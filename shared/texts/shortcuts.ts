import { reviewTexts } from './review.ts';

// The keys of the window, as its help lists them. `Mod` is the platform's own command key.

const { accept, reject, correct, skip, back, undo } = reviewTexts.choices;

/** Of a picture that fills the window, alone or in a review. */
const sizeKeys = [
  { keys: ['Z'], does: 'Actual size, or the whole picture; a click on it does the same' },
  { keys: ['+', '0'], does: 'Actual size; the whole picture' },
  { keys: ['Shift', '→'], does: 'Move about in actual size, by any of the four arrows' },
] as const;

export const shortcutTexts = {
  title: 'Keyboard shortcuts',
  commandKey: { mac: '⌘', other: 'Ctrl' },
  groups: [
    {
      title: 'Library',
      keys: [
        { keys: ['Mod', 'F'], does: 'Search' },
        { keys: ['↓'], does: 'From the search to the pictures' },
        { keys: ['T'], does: 'Tag what is selected, or all that the search found' },
        { keys: ['R'], does: 'Review what the search shows' },
        { keys: ['Mod', 'Z'], does: 'Take the last change of tags or reviews back' },
        { keys: ['Mod', 'E'], does: 'Export what is selected, or all that the search found, as CSV' },
        { keys: ['Mod', 'O'], does: 'Add folders' },
        { keys: ['?'], does: 'These shortcuts' },
      ],
    },
    {
      title: 'Go to',
      keys: [
        { keys: ['Mod', '1'], does: 'Library' },
        { keys: ['Mod', '2'], does: 'What the model can see' },
        { keys: ['Mod', '3'], does: 'Failures' },
        { keys: ['Mod', '4'], does: 'Models' },
        { keys: ['Mod', '5'], does: 'Engines' },
        { keys: ['Mod', ','], does: 'Settings' },
      ],
    },
    {
      title: 'Folders and tags',
      keys: [
        { keys: ['↑', '↓'], does: 'Another one' },
        { keys: ['Home', 'End'], does: 'The first, the last' },
        { keys: ['→', '←'], does: 'Show or hide what is in a folder' },
        { keys: ['Enter'], does: 'Search for its pictures' },
        { keys: ['M'], does: 'What can be done with it; the menu key and Shift F10 too' },
      ],
    },
    {
      title: 'Pictures',
      keys: [
        { keys: ['←', '→', '↑', '↓'], does: 'Another picture' },
        { keys: ['Shift', '→'], does: 'Select on' },
        { keys: ['Space'], does: 'Select or not' },
        { keys: ['Mod', 'A'], does: 'Select all that the search found' },
        { keys: ['Enter'], does: 'Open' },
        { keys: ['Escape'], does: 'Select nothing; close what is open' },
      ],
    },
    {
      title: 'An open picture',
      keys: [
        { keys: ['←', '→'], does: 'Another picture' },
        ...sizeKeys,
        { keys: ['T'], does: 'To its tags; Escape leads back' },
      ],
    },
    {
      title: reviewTexts.title,
      keys: [
        ...[accept, reject, correct, skip, back, undo].map(({ label, shownKey }) => ({
          keys: [shownKey],
          does: label,
        })),
        ...sizeKeys,
      ],
    },
  ],
} as const;
