import { assertNever } from '../assert-never.ts';
import type { EnginePackFacts, EnginePackFault, EnginePackStep, PackedEngine } from '../engine-pack.ts';
import { formatBytes, formatCount } from './quantities.ts';

// What is said of engine packs, in the window and on the command line.

const AGAIN = 'get it again, or make it anew with `npm run engine-pack`';

const PACKED_NAMES: Readonly<Record<PackedEngine, string>> = { tensorflow: 'TensorFlow' };

/** What stands in a clause below where a pack cannot be read. */
export const packReasonTexts = {
  neither: 'it is neither a folder nor a zip archive',
  noManifest: (file: string) => `it has no ${file}`,
  noManifestAtTop: (file: string) => `it has no ${file} at its top, nor in the one folder there`,
  endsEarly: 'it ends early',
  listsTooMuch: 'it lists more than any pack',
  encrypted: 'it is encrypted',
  packedBy: (method: number) => `it is packed by method ${method}`,
  tooLong: 'it is too long',
  noJson: 'it is no JSON',
  machine: (platform: string, arch: string) => `${platform} on ${arch}`,
} as const;

/** Why a pack is not taken or used: a clause without the pack's own name. */
function faultText(fault: EnginePackFault): string {
  switch (fault.kind) {
    case 'no-pack':
      return `this is no engine pack: ${fault.detail}`;
    case 'damaged-archive':
      return `the archive cannot be read (${fault.detail}): ${AGAIN}`;
    case 'damaged-manifest':
      return `its pack.json is damaged (${fault.detail}): ${AGAIN}`;
    case 'unknown-format':
      return `its format is ${fault.format}, which this version of Classifold does not know: take a pack that was made with this version`;
    case 'other-machine':
      return `it is for ${fault.for}, and this is ${fault.here}: take a pack that was made on such a machine`;
    case 'newer-node-api':
      return `it needs Node-API ${fault.needs}, and this program has ${fault.has}: take a newer version of Classifold`;
    case 'other-digest':
      return `its digest is ${fault.found}, not ${fault.expected}: this is another pack than the one you mean`;
    case 'too-large':
      return `it is larger than it may be (${formatBytes(fault.bytes)} of ${formatBytes(fault.most)})`;
    case 'no-space':
      return `it needs ${formatBytes(fault.needed)} on the disk, where ${formatBytes(fault.free)} are free`;
    case 'unsafe-path':
      return `it names a file that must not be in a pack: ${fault.path}`;
    case 'no-file':
      return `${fault.path} in it is no plain file`;
    case 'not-unpacked':
      return `${fault.path} in it cannot be unpacked, as ${fault.why}: ${AGAIN}`;
    case 'unlisted':
      return `its pack.json does not name ${fault.path}, or not twice: ${AGAIN}`;
    case 'missing':
      return `${fault.path} is missing: ${AGAIN}`;
    case 'wrong-size':
      return `${fault.path} does not have the ${formatCount(fault.expected, 'byte')} that pack.json says: ${AGAIN}`;
    case 'wrong-digest':
      return `${fault.path} has the SHA-256 ${fault.found}, where pack.json says ${fault.expected}: ${AGAIN}`;
    case 'does-not-work':
      return `it does not work here: ${fault.reason}`;
    case 'file-system':
      return fault.detail;
    case 'cancelled':
      return 'it was stopped';
    default:
      return assertNever(fault);
  }
}

function unusable(fault: EnginePackFault): string {
  return `engine pack that was added cannot be used: ${faultText(fault)}. Remove it, or add it again`;
}

export const enginePackTexts = {
  fault: faultText,
  /** A pack that was to be added. */
  refused: (path: string, fault: EnginePackFault) => `${path} was not added: ${faultText(fault)}.`,
  /** The one that is kept. */
  damaged: (fault: EnginePackFault) => `the ${unusable(fault)}`,
  /** The same as a sentence, where a run needs it. */
  cannotRun: (fault: EnginePackFault) => `The ${unusable(fault)}.`,
  stays: (folder: string, reason: string) =>
    `The engine pack could not be removed: ${reason}. Close every program that uses it and try again, or delete ${folder} by hand.`,
  none: (engine: PackedEngine) => `There is no engine pack of ${PACKED_NAMES[engine]} here.`,
  outer: ({ package: name, version }: EnginePackFacts) => `${name} ${version}`,
  library: ({ engine, library, device }: EnginePackFacts) =>
    `${PACKED_NAMES[engine]} ${library}, ${device === 'cuda' ? 'for Nvidia graphics cards (CUDA)' : 'for processors'}`,
  machine: ({ platform, arch }: EnginePackFacts) => `${platform} on ${arch}`,
  size: ({ files, bytes }: EnginePackFacts) => `${formatBytes(bytes)}, ${formatCount(files, 'file')}`,
  step(step: EnginePackStep): string {
    switch (step.step) {
      case 'copying':
        return `Copying and comparing: ${formatBytes(step.bytes)} of ${formatBytes(step.of)}`;
      case 'trying':
        return 'Trying it on a network, beside the engine that is always here';
      default:
        return assertNever(step);
    }
  },
  trust:
    'An engine pack holds programs that run with all your rights. Add it only if you made it, or trust whoever did: compare the digest with the one that they told you.',
} as const;
