import { expect, it } from 'vitest';
import { isBelow } from '../../main/core/placing.ts';

it.each([
  ['/a/b', '/a', true],
  ['/a/b', '/', true],
  ['/a', '/a', false],
  ['/a/', '/a', false],
  ['/ab', '/a', false],
  ['C:\\a\\b', 'C:\\a', true],
  ['C:\\a', 'C:\\', true],
  ['C:\\ab', 'C:\\a', false],
  ['\\\\server\\share\\b', '\\\\server\\share', true],
  // A name on other systems, and no separator there.
  ['/a\\b', '/a', false],
])('%s lies below %s: %s', (path, folder, expected) => {
  expect(isBelow(path, folder)).toBe(expected);
});
