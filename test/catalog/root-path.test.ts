import { describe, expect, it } from 'vitest';
import { relativeInside, splitAbsolute } from '../../main/catalog/root-path.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('relativeInside', () => {
  it.each([
    ['/a', '/a', ''],
    ['/a', '/a/', ''],
    ['/a/', '/a/b', 'b'],
    ['/a', '/a/b/c', 'b/c'],
    ['/a', '/ab', null],
    ['/a/b', '/a', null],
    ['/', '/a', 'a'],
    ['/', '/', ''],
    ['/a', '/a/b\\c', 'b\\c'],
    ['C:\\', 'C:\\Users\\me', 'Users/me'],
    ['C:\\Users', 'C:/Users/me', 'me'],
    ['C:\\Users', 'D:\\Users', null],
    ['\\\\server\\share', '\\\\server\\share\\a\\b', 'a/b'],
    ['/é', '/é/x', 'x'],
  ])('of %j and %j is %j', (folder, path, expected) => {
    expect(relativeInside(folder, path)).toBe(expected);
  });

  it('reads bytes', () => {
    expect(relativeInside('/a', bytes('/a/\xff/b'))).toEqual(bytes('\xff/b'));
    expect(relativeInside(bytes('/\xff'), bytes('/\xff/b'))).toBe('b');
    expect(relativeInside(bytes('/\xff'), bytes('/\xfe/b'))).toBeNull();
  });
});

describe('splitAbsolute', () => {
  it.each([
    ['/a/b', '/a', 'b'],
    ['/a', '/', 'a'],
    ['/a/b/', '/a', 'b'],
    ['/', '', ''],
    ['C:\\x.jpg', 'C:\\', 'x.jpg'],
    ['C:\\a\\b', 'C:\\a', 'b'],
    ['C:\\', '', 'C:'],
  ])('of %j', (path, folder, name) => {
    expect(splitAbsolute(path)).toEqual({ folder, name });
  });

  it('reads bytes', () => {
    expect(splitAbsolute(bytes('/\xff/b'))).toEqual({ folder: bytes('/\xff'), name: 'b' });
  });
});
