import { describe, expect, it } from 'vitest';
import { isPlaceholder } from '../../main/picture/cloud-placeholder.ts';

describe('isPlaceholder', () => {
  const cases: readonly (readonly [string, NodeJS.Platform, bigint, bigint, boolean])[] = [
    ['an iCloud file without its bytes', 'darwin', 2_000_000n, 0n, true],
    ['a OneDrive file without its bytes', 'win32', 2_000_000n, 0n, true],
    ['an ordinary file on a Mac', 'darwin', 2_000_000n, 3912n, false],
    ['an ordinary file on Windows', 'win32', 2_000_000n, 3907n, false],
    ['a half-downloaded file', 'darwin', 2_000_000n, 8n, false],
    ['a file small enough to lie in the NTFS record', 'win32', 700n, 0n, false],
    ['the largest that any file system inlines', 'darwin', 4096n, 0n, false],
    ['one byte more', 'darwin', 4097n, 0n, true],
    ['an empty file', 'darwin', 0n, 0n, false],
    ['sshfs or rclone, which report no blocks', 'linux', 2_000_000n, 0n, false],
    ['a sparse file', 'freebsd', 2_000_000n, 0n, false],
  ];

  it.each(cases)('%s', (_name, platform, size, blocks, expected) => {
    expect(isPlaceholder({ size, blocks }, platform)).toBe(expected);
  });
});
