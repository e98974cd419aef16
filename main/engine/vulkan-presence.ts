import path from 'node:path';
import { z } from 'zod';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import type { SeenDevice } from './seen-device.ts';
import type { Surroundings } from './surroundings.ts';
import { VULKAN_VARIABLES, vulkanDriverFolders } from './vulkan-drivers.js';

/** Drivers that compute on the CPU, by what their manifests are called. */
const SOFTWARE = [
  [/swiftshader/i, 'SwiftShader'],
  [/^lvp|lavapipe|llvmpipe/i, 'lavapipe'],
] as const;

/** What WebGPU would compute with on Linux, as the loader of Vulkan drivers would find it. Loads no driver. */
export function vulkanPresence(surroundings: Surroundings): SeenDevice {
  const chosenBy = VULKAN_VARIABLES.find((name) => (surroundings.environment[name] ?? '') !== '');
  const manifests = chosenBy === undefined ? foundManifests(surroundings) : chosenManifests(surroundings, chosenBy);
  const driver = manifests.length === 0 ? '' : driverOf(surroundings, manifests);
  const absent = (reason: string, remedy: string): SeenDevice => ({
    state: { kind: 'absent', reason, remedy },
    driver,
  });
  if (manifests.length === 0) {
    if (chosenBy === undefined) return absent(texts.noVulkanDriver, texts.installVulkanDriver);
    const value = surroundings.environment[chosenBy] ?? '';
    return absent(texts.chosenVulkanDriverMissing(chosenBy, value), texts.chooseVulkanDriver(chosenBy));
  }
  const names = manifests.map((file) => path.posix.basename(file));
  const software = names.map(softwareName).find((name) => name !== null) ?? null;
  const hasReal = names.some((name) => softwareName(name) === null);
  const devices = hasReal ? graphicsDevices(surroundings) : [];
  if (devices.some(surroundings.mayUse)) {
    return { state: present(nvidiaCard(surroundings), graphicsMemory(surroundings), false), driver };
  }
  // The software beside it would hide that there is a card.
  if (devices.length > 0) return absent(texts.deviceForbidden(devices), texts.allowDevice);
  // Systems bring drivers for every card there is, and the one that needs none.
  if (software !== null) return { state: present(software, null, true), driver };
  return absent(texts.noGraphicsDevice(names), texts.graphicsDeviceRemedy);
}

/**
 * What computes is another once its library is replaced, the kernel's part of it or the card itself: a manifest stays as it is through
 * most updates.
 */
function driverOf(surroundings: Surroundings, manifests: readonly string[]): string {
  const { list, read, stamp } = surroundings;
  const drivers = manifests.map((file) => {
    const text = read(file) ?? '';
    const library = libraryOf(file, text);
    return `${file} ${text} ${library === null ? '' : (stamp(library) ?? '')}`;
  });
  const cards = list('/sys/class/drm')
    .filter((name) => /^card\d+$/.test(name))
    .map((name) => ['vendor', 'device'].map((what) => read(`/sys/class/drm/${name}/device/${what}`)?.trim()).join(':'));
  return [...drivers, ...cards.sort(), read(NVIDIA_VERSION) ?? ''].join('\n');
}

const manifestSchema = z.object({ ICD: z.object({ library_path: z.string() }) });

/** Absolute path of a manifest's driver; null where the system's loader has to find it by its name alone. */
function libraryOf(file: string, text: string): string | null {
  try {
    const named = manifestSchema.parse(JSON.parse(text)).ICD.library_path;
    return named.includes('/') ? path.posix.resolve(path.posix.dirname(file), named) : null;
  } catch {
    return null;
  }
}

function present(device: string | null, memoryBytes: number | null, isSoftware: boolean): SeenDevice['state'] {
  return { kind: 'present', device, memoryBytes, isSoftware };
}

function softwareName(manifest: string): string | null {
  return SOFTWARE.find(([pattern]) => pattern.test(manifest))?.[1] ?? null;
}

function foundManifests(surroundings: Surroundings): readonly string[] {
  return vulkanDriverFolders(surroundings.environment).flatMap((folder) => manifestsIn(surroundings, folder));
}

/** Each part of the variable names a manifest, or a folder of them. */
function chosenManifests(surroundings: Surroundings, variable: string): readonly string[] {
  const parts = (surroundings.environment[variable] ?? '').split(':').filter((part) => part !== '');
  return parts.flatMap((part) => {
    return surroundings.read(part) === null ? manifestsIn(surroundings, part) : [part];
  });
}

function manifestsIn({ list }: Surroundings, folder: string): readonly string[] {
  const names = list(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => path.posix.join(folder, name));
}

/** PCI vendors of displays that virtual machines have, for which no driver computes: virtio, VMware, VirtualBox, QXL, Bochs, Hyper-V. */
const VIRTUAL_VENDORS = new Set(['0x1af4', '0x15ad', '0x80ee', '0x1b36', '0x1234', '0x1414']);

/** Below it Vulkan drivers reach a graphics processor: the kernel's own, NVIDIA's, and Windows' below Linux. */
function graphicsDevices({ list, read }: Surroundings): readonly string[] {
  const isCard = (name: string): boolean => {
    const vendor = read(`/sys/class/drm/${name}/device/vendor`)?.trim().toLowerCase();
    return vendor === undefined || !VIRTUAL_VENDORS.has(vendor);
  };
  const rendering = list('/dev/dri').filter((name) => name.startsWith('renderD') && isCard(name));
  const others = list('/dev').filter((name) => /^nvidia\d+$/.test(name) || name === 'dxg');
  return [...rendering.map((name) => `/dev/dri/${name}`), ...others.map((name) => `/dev/${name}`)];
}

/** Of the first NVIDIA card, its name; null where there is none. */
export function nvidiaCard({ list, read }: Surroundings): string | null {
  for (const card of list(NVIDIA_CARDS)) {
    const name = /^Model:\s+(.+)$/m.exec(read(`${NVIDIA_CARDS}/${card}/information`) ?? '')?.[1];
    if (name !== undefined) return name.trim();
  }
  return null;
}

const NVIDIA_CARDS = '/proc/driver/nvidia/gpus';
/** Its first line names the version. */
export const NVIDIA_VERSION = '/proc/driver/nvidia/version';

/** Where there is just one card and its memory is known (AMD's driver and NVIDIA's program tell), in bytes. */
function graphicsMemory({ list, read, nvidiaMemoryBytes }: Surroundings): number | null {
  const cards = list('/sys/class/drm').filter((name) => /^card\d+$/.test(name));
  const sizes = cards.flatMap((card) => {
    const bytes = Number(read(`/sys/class/drm/${card}/device/mem_info_vram_total`)?.trim() ?? Number.NaN);
    return Number.isFinite(bytes) && bytes > 0 ? [bytes] : [];
  });
  return cards.length === 1 ? (sizes[0] ?? nvidiaMemoryBytes) : null;
}
