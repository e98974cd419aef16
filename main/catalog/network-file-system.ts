import fs from 'node:fs';
import { catalogReasonTexts } from '../../shared/texts/catalog-failures.ts';

// SQLite's write-ahead log needs memory that all programs on a file share: programs on two machines would destroy it.

/** `f_type` of statfs(2) on Linux, from linux/magic.h and the file systems' own headers. */
const NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB (CIFS)'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x73757245, 'Coda'],
]);
const FUSE = 0x65735546;
/** FUSE carries local file systems too (NTFS, exFAT, encryption): these subtypes are the ones that reach over a network. */
const NETWORK_SUBTYPES =
  /^(fuse\.)?(sshfs|rclone|s3fs|gcsfuse|glusterfs|ceph|davfs2?|curlftpfs|smbnetfs|nfs|onedriver)$/;

/** What one file system says of itself: statfs' type number, and /proc/self/mountinfo where there is one, else ''. */
export interface FileSystemFacts {
  readonly type: number;
  readonly mountInfo: string;
}

/** The name of the network file system that an absolute path lies on; null where it is local, as far as can be told. */
export function networkFileSystem(path: string, facts: FileSystemFacts): string | null {
  const type = facts.type >>> 0;
  if (type !== FUSE) return NETWORK_TYPES.get(type) ?? null;
  const mounted = mountedType(path, facts.mountInfo);
  return mounted !== null && NETWORK_SUBTYPES.test(mounted) ? mounted : null;
}

/** The same of an existing folder on this machine. macOS numbers its file systems anew at each start: nothing is told there. */
export function networkFileSystemOf(folder: string): string | null {
  if (process.platform === 'win32') return folder.startsWith('\\\\') ? catalogReasonTexts.networkShare : null;
  // Node 16 has no statfs.
  if (process.platform !== 'linux' || typeof fs.statfsSync !== 'function') return null;
  const { type } = fs.statfsSync(folder);
  let mountInfo = '';
  try {
    mountInfo = fs.readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    // No /proc in this container: the number alone decides.
  }
  return networkFileSystem(folder, { type, mountInfo });
}

/** The type of the innermost mount above a path, by proc(5): `… mount-point options - type source …`. */
function mountedType(path: string, mountInfo: string): string | null {
  let longest = -1;
  let type: string | null = null;
  for (const line of mountInfo.split('\n')) {
    const fields = line.split(' ');
    // Blanks and the like are written as three octal digits.
    const point = (fields[4] ?? '').replace(/\\(\d{3})/g, (_, octal: string) =>
      String.fromCharCode(parseInt(octal, 8)),
    );
    const isAbove = point === '/' || path === point || path.startsWith(`${point}/`);
    // Of two mounts at one point the later covers the earlier.
    if (point === '' || !isAbove || point.length < longest) continue;
    longest = point.length;
    type = fields[fields.indexOf('-', 6) + 1] ?? null;
  }
  return type;
}
