import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { confinedPath } from '../../main/app/confined-path.ts';

const folder = path.resolve('/page');

describe('a file of the page', () => {
  it.each([
    ['app://classifold/index.html', 'index.html'],
    ['app://classifold/fonts/inter.woff2?v=2#x', 'fonts/inter.woff2'],
  ])('%s is found', (url, name) => {
    expect(confinedPath(folder, url)).toBe(path.join(folder, name));
  });

  it.each([
    'app://classifold/',
    'app://classifold//etc/passwd',
    'app://classifold/..%2fmain.cjs',
    'app://classifold/a%5c..%5c..%5cmain.cjs',
    'app://classifold/%2fetc/passwd',
    'app://classifold/C:/Windows/win.ini',
    'app://classifold/index.html::$DATA',
    'app://classifold/index.html%00.png',
    'app://classifold/.hidden',
    'app://classifold/%zz',
    'no address',
  ])('%s names none', (url) => {
    expect(confinedPath(folder, url)).toBeNull();
  });

  it('is below the folder, however many steps up a URL has', () => {
    // The URL parser takes them out itself; what is left names a file inside.
    for (const up of ['../..', '%2e%2e/.%2E']) {
      expect(confinedPath(folder, `app://classifold/${up}/main.cjs`)).toBe(path.join(folder, 'main.cjs'));
    }
  });
});
