import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { networkFileSystem, networkFileSystemOf } from '../../main/catalog/network-file-system.ts';

const FUSE = 0x65735546;
const mountInfo = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /home/me/server rw,nosuid - fuse.sshfs me@server:/ rw
41 22 0:41 / /home/me/a\\040blank rw shared:5 master:2 - fuse.rclone remote: rw
42 22 0:42 / /mnt/ntfs rw - fuseblk /dev/sdb1 rw
43 22 0:43 / /mnt/secret rw - fuse.gocryptfs /home/me/.secret rw
44 40 0:44 / /home/me/server/local rw - fuse.exfat-fuse /dev/sdc1 rw
45 22 0:45 / /mnt/ntfs rw - fuse.sshfs other:/ rw
46 22 0:46 / /home/me rw - fuse.gocryptfs /home/.me rw
`;

describe('networkFileSystem', () => {
  it.each<[number, string | null]>([
    [0x6969, 'NFS'],
    [0xff534d42, 'SMB (CIFS)'],
    // A 32-bit system says the same number with its sign.
    [0xff534d42 - 2 ** 32, 'SMB (CIFS)'],
    [0xfe534d42, 'SMB'],
    [0x01021997, '9P'],
    [0xef53, null],
    [0x9123683e, null],
    [0x01021994, null],
  ])('knows the type number %i: %j', (type, expected) => {
    expect(networkFileSystem('/anywhere', { type, mountInfo })).toBe(expected);
  });

  it.each<[string, string | null]>([
    ['/home/me/server/deep/down', 'fuse.sshfs'],
    ['/home/me/server', 'fuse.sshfs'],
    ['/home/me/server2', null],
    ['/home/me/server/local/x', null],
    ['/home/me/a blank/x', 'fuse.rclone'],
    ['/mnt/secret', null],
    // Mounted over, later.
    ['/mnt/ntfs', 'fuse.sshfs'],
  ])('tells what FUSE carries at %s: %j', (path, expected) => {
    expect(networkFileSystem(path, { type: FUSE, mountInfo })).toBe(expected);
  });

  it('cannot tell without a list of mounts', () => {
    expect(networkFileSystem('/home/me/server', { type: FUSE, mountInfo: '' })).toBeNull();
  });
});

it('finds the folder for temporary files local', () => {
  expect(networkFileSystemOf(os.tmpdir())).toBeNull();
});
