import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PACKED_ENGINES, type EnginePackFacts, type EnginePackFault } from '../../shared/engine-pack.ts';
import { packReasonTexts as texts } from '../../shared/texts/engine-packs.ts';

// `pack.json`: what an engine pack is and every other file of it.

export const PACK_MANIFEST = 'pack.json';
/** The one that is written, and read. */
export const PACK_FORMAT = 1;

/** A manifest is some hundred lines; a library with CUDA's kernels some gigabytes. */
export const MAX_MANIFEST_BYTES = 4_000_000;
const MAX_PACK_BYTES = 12e9;
export const MAX_FILES = 20_000;
const MAX_PATH = 200;

const packedFile = z.strictObject({
  /** Inside the pack, parts joined by `/`. */
  path: z.string().min(1).max(1000),
  bytes: z.int().nonnegative(),
  /** Lower-case hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
});

const packManifest = z.strictObject({
  format: z.literal(PACK_FORMAT),
  engine: z.enum(PACKED_ENGINES),
  package: z.enum(['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu']),
  version: z.string().min(1).max(50),
  library: z.string().min(1).max(50),
  platform: z.string().min(1).max(50),
  arch: z.string().min(1).max(50),
  /** Version of Node-API that the binding needs. */
  nodeApi: z.int().positive(),
  device: z.enum(['cpu', 'cuda']),
  files: z.array(packedFile).min(1).max(MAX_FILES),
});

export type PackedFile = z.infer<typeof packedFile>;
export type PackManifest = z.infer<typeof packManifest>;

/** A `pack.json` that was read; its paths are safe, and every one is there once. */
export interface ReadManifest {
  readonly manifest: PackManifest;
  readonly facts: EnginePackFacts;
  /** As it lies in the pack. */
  readonly text: Uint8Array;
}

export type Checked<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: EnginePackFault };

export function faulty(fault: EnginePackFault): { readonly ok: false; readonly fault: EnginePackFault } {
  return { ok: false, fault };
}

/** Reads the bytes of a `pack.json`. What it says of this machine is not looked at yet. */
export function readManifest(text: Uint8Array): Checked<ReadManifest> {
  if (text.length > MAX_MANIFEST_BYTES) return faulty({ kind: 'damaged-manifest', detail: texts.tooLong });
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch {
    return faulty({ kind: 'damaged-manifest', detail: texts.noJson });
  }
  const { format } = formatOnly.safeParse(json).data ?? {};
  if (format !== undefined && format !== PACK_FORMAT) return faulty({ kind: 'unknown-format', format: `${format}` });
  const parsed = packManifest.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return faulty({ kind: 'damaged-manifest', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
  }
  const manifest = parsed.data;
  const seen = new Set<string>();
  for (const { path } of manifest.files) {
    // Two names that differ by case alone are one file on most people's disks.
    const name = path.toLowerCase();
    if (!isSafePath(path) || name === PACK_MANIFEST || seen.has(name)) return faulty({ kind: 'unsafe-path', path });
    seen.add(name);
  }
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > MAX_PACK_BYTES) return faulty({ kind: 'too-large', bytes, most: MAX_PACK_BYTES });
  return { ok: true, value: { manifest, facts: factsOf(manifest, bytes, text), text } };
}

const formatOnly = z.object({ format: z.union([z.number(), z.string().max(50)]) });

/** Parts that are file names on every system: none leads upwards, to a drive, a stream or a device. */
const SAFE_PART = /^(?!\.{1,2}$)[A-Za-z0-9@._+-]*[A-Za-z0-9@_+-]$/u;
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/** Whether a path can only mean a file inside the pack. */
export function isSafePath(path: string): boolean {
  return path.length <= MAX_PATH && path.split('/').every((part) => SAFE_PART.test(part) && !WINDOWS_DEVICE.test(part));
}

/** Why a pack cannot run on this machine; null where nothing speaks against it. */
export function machineFault({ platform, arch, nodeApi }: PackManifest): EnginePackFault | null {
  if (platform !== process.platform || arch !== process.arch) {
    const here = texts.machine(process.platform, process.arch);
    return { kind: 'other-machine', for: texts.machine(platform, arch), here };
  }
  const has = Number(process.versions['napi'] ?? 0);
  return nodeApi > has ? { kind: 'newer-node-api', needs: nodeApi, has } : null;
}

function factsOf(manifest: PackManifest, bytes: number, text: Uint8Array): EnginePackFacts {
  const { engine, package: name, version, library, platform, arch, device, files } = manifest;
  const digest = createHash('sha256').update(text).digest('hex');
  return { engine, package: name, version, library, platform, arch, device, files: files.length, bytes, digest };
}
