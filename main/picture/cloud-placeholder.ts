/**
 * Files up to this size are never taken for placeholders. File systems keep small files inside their own records, where
 * they take no blocks (NTFS below about 1 or 4 KiB, APFS-compressed ones below about 4 KiB), and downloading one by
 * accident would be no harm.
 */
const LARGEST_INLINED = 4096;

/**
 * Whether a file is a placeholder of a cloud drive (iCloud, OneDrive, Dropbox and others): listed with its full size,
 * without its bytes on this disk, so that reading it would download it.
 *
 * Told by the blocks it takes: none. macOS shows so a *dataless* file, Windows one that the Cloud Files API has
 * dehydrated (its allocation is 0). On other platforms no file is taken for one: no cloud drive leaves placeholders with
 * their real name there, while sshfs, rclone and other file systems in user space report no blocks for any file.
 *
 * @param file `size` in bytes, `blocks` of 512 bytes, as `stat` gives them
 * @param platform as `process.platform` has it
 */
export function isPlaceholder(
  file: { readonly size: bigint; readonly blocks: bigint },
  platform: NodeJS.Platform,
): boolean {
  if (platform !== 'darwin' && platform !== 'win32') return false;
  return file.blocks === 0n && file.size > LARGEST_INLINED;
}
