import { createRequire } from 'node:module';
import path from 'node:path';
import { assertNever } from '../../shared/assert-never.ts';
import { REFERENCE_ENGINE, type EngineName } from '../../shared/engine.ts';
import type { PackDevice } from '../../shared/engine-pack.ts';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { engineVersion } from './engine-version.ts';
import type { SeenDevice } from './seen-device.ts';
import { nvidiaMemory } from './nvidia-memory.ts';
import { thisSurroundings, type Surroundings } from './surroundings.ts';
import { lookForTensorflow } from './tensorflow-packages.ts';
import { NVIDIA_VERSION, nvidiaCard, vulkanPresence } from './vulkan-presence.ts';

/** What can be seen of an engine on a machine without loading anything native. */
export interface Presence extends SeenDevice {
  /** What measurements belong to, beside machine, driver and model: another library computes otherwise. */
  readonly library: string;
  /** Computes on something other than the CPU, where it is present. */
  readonly isAccelerator: boolean;
  /** Where its library comes from; null: it is not here. */
  readonly source: 'bundled' | 'package' | 'pack' | null;
}

/** The engine pack that a person added and that can be used. */
export interface UsablePack {
  /** Absolute. */
  readonly folder: string;
  readonly digest: string;
  readonly device: PackDevice;
}

/** This machine, with what the driver of an NVIDIA card says, where there is one: it is asked once. */
export async function lookAround(): Promise<Surroundings> {
  const surroundings = thisSurroundings();
  if (nvidiaCard(surroundings) === null) return surroundings;
  nvidiaAsked ??= nvidiaMemory();
  return { ...surroundings, nvidiaMemoryBytes: await nvidiaAsked };
}

/** A card stays in its machine as long as a program runs. */
let nvidiaAsked: Promise<number | null> | null = null;

/** Looks for an engine: a few files and folders. What only a session could tell is not told: it may still fail there. */
export function findEngine(engine: EngineName, surroundings: Surroundings, pack: UsablePack | null): Presence {
  if (engine === 'tensorflow') return tensorflowPresence(surroundings, pack);
  const { state, driver } = onnxruntimeDevice(engine, surroundings);
  const isPresent = state.kind === 'present';
  return {
    state,
    driver,
    library: engineVersion(engine),
    isAccelerator: isPresent && engine !== REFERENCE_ENGINE,
    source: isPresent ? 'bundled' : null,
  };
}

function onnxruntimeDevice(engine: Exclude<EngineName, 'tensorflow'>, surroundings: Surroundings): SeenDevice {
  const { platform, arch, release, processor, memoryBytes } = surroundings;
  const beside = surroundings.list(libraryFolder(platform, arch));
  if (beside.length === 0) return absent(texts.noLibrary(platform, arch), null);
  switch (engine) {
    case 'onnxruntime:cpu':
      return present(processor, '', memoryBytes);
    case 'onnxruntime:webgpu':
      if (platform !== 'linux') return present(null, release);
      return arch === 'x64' ? vulkanPresence(surroundings) : absent(texts.webgpuOtherProcessor, null);
    case 'onnxruntime:directml':
      if (platform !== 'win32') return absent(texts.directmlElsewhere, null);
      if (!beside.includes(DIRECTML)) return absent(texts.directmlMissing(DIRECTML), texts.reinstall);
      return present(null, release);
    case 'onnxruntime:coreml':
      return platform === 'darwin' ? present(null, release) : absent(texts.coremlElsewhere, null);
    case 'onnxruntime:cuda':
      return cudaPresence(surroundings, beside);
    default:
      return assertNever(engine);
  }
}

const DIRECTML = 'DirectML.dll';
const CUDA_LIBRARIES = ['libonnxruntime_providers_cuda.so', 'libonnxruntime_providers_shared.so'];
const CUDA_LIBRARIES_OF_WINDOWS = ['onnxruntime_providers_cuda.dll', 'onnxruntime_providers_shared.dll'];

function cudaPresence(surroundings: Surroundings, beside: readonly string[]): SeenDevice {
  const { platform, arch } = surroundings;
  const missing = (files: readonly string[]): readonly string[] => files.filter((file) => !beside.includes(file));
  const saying = (files: readonly string[]): string => texts.cudaMissing(files, libraryFolder(platform, arch));
  if (platform === 'win32') {
    const files = missing(CUDA_LIBRARIES_OF_WINDOWS);
    return files.length === 0 ? present(null, surroundings.release) : absent(saying(files), texts.useDirectml);
  }
  if (platform !== 'linux') return absent(texts.cudaElsewhere, null);
  if (arch !== 'x64') return absent(texts.cudaOtherProcessor, null);
  const files = missing(CUDA_LIBRARIES);
  if (files.length > 0) return absent(saying(files), texts.cudaRemedy(engineVersion('onnxruntime:cuda')));
  const driver = surroundings.read(NVIDIA_VERSION);
  if (driver === null) return absent(texts.noNvidiaDriver, texts.installNvidiaDriver);
  return present(nvidiaCard(surroundings), driver, surroundings.nvidiaMemoryBytes);
}

function tensorflowPresence(surroundings: Surroundings, pack: UsablePack | null): Presence {
  const looked = lookForTensorflow(surroundings, pack?.folder ?? null);
  if (looked.bindings.length === 0) {
    const reason = looked.reasons.join('; ');
    return { ...absent(reason, tensorflowRemedy(surroundings)), library: '', isAccelerator: false, source: null };
  }
  const driver = surroundings.read(NVIDIA_VERSION);
  // On Windows no file tells; the library is asked.
  const mayHaveCard = driver !== null || surroundings.platform === 'win32';
  const usesCard = mayHaveCard && (pack === null ? looked.hasCardPackage : pack.device === 'cuda');
  const device = usesCard ? nvidiaCard(surroundings) : surroundings.processor;
  return {
    state: {
      ...{ kind: 'present', device, isSoftware: false },
      memoryBytes: usesCard ? surroundings.nvidiaMemoryBytes : surroundings.memoryBytes,
    },
    driver: usesCard ? (driver ?? surroundings.release) : '',
    library: pack === null ? looked.bindings.join(' ') : `pack ${pack.digest}`,
    isAccelerator: usesCard,
    source: pack === null ? 'package' : 'pack',
  };
}

/** Systems for which the package's own install script fetches a library, beside the one that is provisioned. */
const FETCHED_TENSORFLOW = ['win32 x64', 'darwin x64', 'darwin arm64', 'linux arm64'];

/** The ways to TensorFlow on a machine. */
export function tensorflowRemedy({ platform, arch, read }: Pick<Surroundings, 'platform' | 'arch' | 'read'>): string {
  const machine = `${platform} ${arch}`;
  if (machine === 'linux x64') {
    const provision = read(NVIDIA_VERSION) === null ? texts.provision : `${texts.provision} ${texts.provisionCuda}`;
    return `${provision} ${texts.addPack}`;
  }
  return FETCHED_TENSORFLOW.includes(machine) ? `${texts.rebuildTensorflow} ${texts.addPack}` : texts.addPack;
}

/** Where onnxruntime-node has its libraries for a machine. */
function libraryFolder(platform: string, arch: string): string {
  const require = createRequire(path.join(import.meta.dirname, 'package.json'));
  return path.join(path.dirname(require.resolve('onnxruntime-node/package.json')), 'bin', 'napi-v6', platform, arch);
}

function present(device: string | null, driver: string, memoryBytes: number | null = null): SeenDevice {
  return { state: { kind: 'present', device, memoryBytes, isSoftware: false }, driver };
}

function absent(reason: string, remedy: string | null): SeenDevice {
  return { state: { kind: 'absent', reason, remedy }, driver: '' };
}
