import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { CommandEnd } from './command.ts';
import { ensureDebianPackages } from './debian-packages.ts';
import { ensureElectron } from './electron-download.ts';
import { ensureLoader } from './loader-bundle.ts';
import { ELECTRON_VERSION, readyStamp, runtimeFolder } from './place.ts';
import { ensureSqliteBinding } from './sqlite/compile.ts';

// `npm run provision`: brings what the end-to-end tests need and a checkout lacks. Does nothing where all is there.
// Exit status 1, after one line that says why, where it cannot be had.

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function provision(): Promise<CommandEnd> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { ok: false, reason: `they run on Linux on x64 so far, not on ${process.platform} on ${process.arch}` };
  }
  mkdirSync(runtimeFolder(), { recursive: true });
  rmSync(readyStamp(), { force: true });
  for (const ensure of [ensureDebianPackages, ensureElectron, ensureSqliteBinding, ensureLoader]) {
    const done = await ensure(say);
    if (!done.ok) return done;
  }
  writeFileSync(readyStamp(), '');
  return { ok: true, output: '' };
}

const done = await provision();
say(
  done.ok
    ? `Electron ${ELECTRON_VERSION} for the end-to-end tests is in ${runtimeFolder()}`
    : `The end-to-end tests cannot run here: ${done.reason}`,
);
process.exitCode = done.ok ? 0 : 1;
