import { describe, expect, it } from 'vitest';
import { isTestPictureUrl, readPictureUrl, testPictureUrl } from '../../main/app/picture-url.ts';

describe('the address of a picture', () => {
  it('names a row and what is wanted of it', () => {
    expect(readPictureUrl('picture://thumbnail/12/1767222000000')).toEqual({ rendering: 'thumbnail', picture: 12 });
    expect(readPictureUrl('picture://original/7/1')).toEqual({ rendering: 'view', picture: 7 });
  });

  it.each([
    'picture://original/etc/passwd',
    'picture://original/../1',
    'picture://original/1',
    'picture://original/0/1',
    'picture://original/-1/1',
    'picture://original/1.5/1',
    'picture://original/1e3/1',
    'picture://original/99999999999999999999/1',
    'picture://original/1/etc/passwd',
    'picture://original/1/../2',
    'picture://other/1/1',
    'app://thumbnail/1/1',
    'picture://original/1/1?path=/etc/passwd',
    '',
  ])('%s names nothing', (url) => {
    expect(readPictureUrl(url)).toBeNull();
  });

  it('of a trial is another one', () => {
    expect(testPictureUrl(3)).toBe('picture://test/3');
    expect(readPictureUrl(testPictureUrl(3))).toBeNull();
    expect(isTestPictureUrl(testPictureUrl(3))).toBe(true);
    expect(isTestPictureUrl('picture://test//etc/passwd')).toBe(false);
    expect(isTestPictureUrl('picture://thumbnail/3/1')).toBe(false);
  });
});
