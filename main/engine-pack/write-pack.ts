import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { faulty, PACK_FORMAT, PACK_MANIFEST, readManifest, type Checked, type PackManifest } from './pack-manifest.ts';
import type { EnginePackFacts } from '../../shared/engine-pack.ts';

/** Files by their paths in the pack: absolute paths, or what stands in them. */
export type PackContents = ReadonlyMap<string, string | { readonly text: string }>;

/**
 * Writes a pack into an empty folder. A path that readers would refuse is a fault; what the file system says is thrown.
 */
export async function writePack(
  folder: string,
  about: Omit<PackManifest, 'format' | 'files'>,
  contents: PackContents,
): Promise<Checked<EnginePackFacts>> {
  const files: PackManifest['files'] = [];
  // Made of the same files it is the same pack, to the byte.
  for (const [name, from] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const target = path.join(folder, ...name.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    files.push({ path: name, ...(await writeFileOf(from, target)) });
  }
  const manifest: PackManifest = { format: PACK_FORMAT, ...about, files };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  const read = readManifest(text);
  if (!read.ok) return faulty(read.fault);
  await writeFile(path.join(folder, PACK_MANIFEST), text);
  return { ok: true, value: read.value.facts };
}

async function writeFileOf(from: string | { readonly text: string }, target: string) {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  if (typeof from === 'string') await pipeline(createReadStream(from), counted, createWriteStream(target));
  else await pipeline([Buffer.from(from.text)], counted, createWriteStream(target));
  return { bytes, sha256: hash.digest('hex') };
}
