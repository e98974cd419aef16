import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findEngine } from '../../main/engine/engine-presence.ts';
import type { Surroundings } from '../../main/engine/surroundings.ts';
import type { EngineName } from '../../shared/engine.ts';

/** Files of a machine, by path; those of ONNX Runtime by their names alone. */
type Files = Readonly<Record<string, string>>;

function machine(files: Files, more: Partial<Surroundings> = {}): Surroundings {
  const libraries = ['onnxruntime_binding.node', ...Object.keys(files).filter((file) => !file.includes('/'))];
  return {
    platform: 'linux',
    arch: 'x64',
    release: '6.1',
    processor: 'A processor',
    memoryBytes: 25e9,
    environment: { XDG_CONFIG_HOME: '/config', XDG_DATA_HOME: '/data' },
    list: (folder) => {
      if (folder.includes(path.join('onnxruntime-node', 'bin'))) return folder.endsWith(NONE) ? [] : libraries;
      const below = Object.keys(files).filter((file) => file.startsWith(`${folder}/`));
      return [...new Set(below.map((file) => file.slice(folder.length + 1).split('/')[0] ?? ''))];
    },
    read: (file) => files[file] ?? null,
    stamp: (file) => (files[file] === undefined ? null : `${files[file].length} 1`),
    mayUse: () => true,
    nvidiaMemoryBytes: null,
    ...more,
  };
}

/** A machine that ONNX Runtime's package has nothing for. */
const NONE = path.join('darwin', 'x64');
const windows = { platform: 'win32', release: '10.0' };
const mac = { platform: 'darwin', arch: 'arm64', release: '24.0' };

const stateOf = (engine: EngineName, surroundings: Surroundings) => findEngine(engine, surroundings, null).state;
const absent = (reason: RegExp, remedy: RegExp | null) => ({
  kind: 'absent',
  reason: expect.stringMatching(reason) as string,
  remedy: remedy === null ? null : (expect.stringMatching(remedy) as string),
});

describe('an engine that is looked for', () => {
  it('is the processor wherever ONNX Runtime has a library for the machine', () => {
    expect(findEngine('onnxruntime:cpu', machine({}), null)).toMatchObject({
      state: { kind: 'present', device: 'A processor', memoryBytes: 25e9, isSoftware: false },
      isAccelerator: false,
      source: 'bundled',
    });
    const old = machine({}, { ...mac, arch: 'x64' });
    expect(stateOf('onnxruntime:cpu', old)).toEqual(absent(/no library for darwin on x64/, null));
    expect(findEngine('onnxruntime:cpu', old, null).source).toBeNull();
  });

  it('says of DirectML and Core ML what system they belong to', () => {
    expect(stateOf('onnxruntime:directml', machine({}))).toEqual(absent(/part of Windows/, null));
    expect(stateOf('onnxruntime:directml', machine({}, windows))).toEqual(absent(/DirectML.dll is missing/, /again/));
    expect(stateOf('onnxruntime:directml', machine({ 'DirectML.dll': '' }, windows)).kind).toBe('present');
    expect(stateOf('onnxruntime:coreml', machine({}))).toEqual(absent(/part of macOS/, null));
    expect(findEngine('onnxruntime:coreml', machine({}, mac), null)).toMatchObject({
      state: { kind: 'present' },
      driver: '24.0',
      isAccelerator: true,
    });
  });

  it('names the files that CUDA lacks, then the driver', () => {
    const [cuda, shared] = ['libonnxruntime_providers_cuda.so', 'libonnxruntime_providers_shared.so'];
    const driver = { '/proc/driver/nvidia/version': 'NVRM version: 550' };
    const card = { '/proc/driver/nvidia/gpus/0/information': 'Model: \t NVIDIA A10\nIRQ: 1' };
    const of = (files: Files, more = {}) => stateOf('onnxruntime:cuda', machine(files, more));
    expect(of({})).toEqual(absent(new RegExp(`${cuda} and ${shared} are missing in .*x64`), /npm rebuild/));
    expect(of({ [cuda]: '' })).toEqual(absent(new RegExp(`^${shared} is missing in`), /npm rebuild/));
    expect(of({ [cuda]: '', [shared]: '' })).toEqual(absent(/no driver of an NVIDIA/, /NVIDIA's driver/));
    const here = { [cuda]: '', [shared]: '', ...driver, ...card };
    expect(of(here)).toMatchObject({ kind: 'present', device: 'NVIDIA A10', memoryBytes: null });
    expect(of(here, { nvidiaMemoryBytes: 24e9 })).toMatchObject({ device: 'NVIDIA A10', memoryBytes: 24e9 });
    expect(findEngine('onnxruntime:cuda', machine(here), null).driver).toContain('550');
    expect(of({}, { arch: 'arm64' })).toEqual(absent(/Linux on x64 only/, null));
    expect(of({}, mac)).toEqual(absent(/Linux and Windows only/, null));
    expect(of({}, windows)).toEqual(absent(/onnxruntime_providers_cuda.dll/, /directml/));
  });

  it('needs a Vulkan driver for WebGPU on Linux, and nothing elsewhere', () => {
    const of = (files: Files, more: Partial<Surroundings> = {}) => stateOf('onnxruntime:webgpu', machine(files, more));
    expect(of({}, windows)).toMatchObject({ kind: 'present', isSoftware: false });
    expect(of({}, mac)).toMatchObject({ kind: 'present', isSoftware: false });
    expect(of({}, { arch: 'arm64' })).toEqual(absent(/no WebGPU for Linux on ARM/, null));
    expect(of({})).toEqual(absent(/no Vulkan driver/, /mesa-vulkan-drivers/));
    const chosen = { environment: { VK_ICD_FILENAMES: '/gone.json' } };
    expect(of({}, chosen)).toEqual(absent(/VK_ICD_FILENAMES names \/gone.json/, /Correct/));
  });

  it('knows a graphics processor in software', () => {
    const of = (files: Files, environment?: Surroundings['environment']) =>
      stateOf('onnxruntime:webgpu', machine(files, environment === undefined ? {} : { environment }));
    const lavapipe = { '/data/vulkan/icd.d/lvp_icd.x86_64.json': '{}' };
    const radeon = { '/data/vulkan/icd.d/radeon_icd.x86_64.json': '{"ICD":{"api_version":"1.3.1"}}' };
    const device = { '/dev/dri/renderD128': '' };
    const swiftshader = { '/s/vk_swiftshader_icd.json': '{}' };
    expect(of(lavapipe)).toMatchObject({ device: 'lavapipe', isSoftware: true });
    expect(of({ ...lavapipe, ...device })).toMatchObject({ device: 'lavapipe', isSoftware: true });
    // Every driver is installed, and there is no card for one.
    expect(of({ ...lavapipe, ...radeon })).toMatchObject({ device: 'lavapipe', isSoftware: true });
    expect(of(radeon)).toEqual(absent(/radeon_icd.x86_64.json\), and no graphics processor/, /device/));
    expect(of({ ...lavapipe, ...radeon, ...device })).toMatchObject({ kind: 'present', isSoftware: false });
    // The display of a virtual machine is no card.
    const vendor = (id: string): Files => ({ ...device, '/sys/class/drm/renderD128/device/vendor': `${id}\n` });
    expect(of({ ...lavapipe, ...radeon, ...vendor('0x1af4') })).toMatchObject({ device: 'lavapipe', isSoftware: true });
    expect(of({ ...lavapipe, ...radeon, ...vendor('0x1002') })).toMatchObject({ kind: 'present', isSoftware: false });
    // A driver that is chosen is the only one.
    const all = { ...radeon, ...device, ...swiftshader };
    for (const [name, value] of [
      ['VK_ICD_FILENAMES', '/s/vk_swiftshader_icd.json'],
      ['VK_DRIVER_FILES', '/s'],
    ] as const) {
      expect(of(all, { [name]: value })).toMatchObject({ device: 'SwiftShader', isSoftware: true });
    }
  });

  it('says of a card that this account may not use what to do, lavapipe beside it or not', () => {
    const radeon = { '/data/vulkan/icd.d/radeon_icd.x86_64.json': '{}', '/dev/dri/renderD128': '' };
    const lavapipe = { '/data/vulkan/icd.d/lvp_icd.x86_64.json': '{}' };
    const outside = { mayUse: (file: string) => !file.startsWith('/dev/dri/') };
    for (const files of [radeon, { ...radeon, ...lavapipe }]) {
      expect(stateOf('onnxruntime:webgpu', machine(files, outside))).toEqual(
        absent(/may not use .*\/dev\/dri\/renderD128/, /usermod -aG render/),
      );
    }
    // Another one that it may use is enough.
    const both = { ...radeon, '/dev/nvidia0': '' };
    expect(stateOf('onnxruntime:webgpu', machine(both, outside))).toMatchObject({ kind: 'present', isSoftware: false });
    expect(stateOf('onnxruntime:webgpu', machine(lavapipe, outside))).toMatchObject({ isSoftware: true });
  });

  it('says how much memory the only card has, and becomes another with its driver', () => {
    const manifest = '/data/vulkan/icd.d/radeon_icd.x86_64.json';
    const size = { '/sys/class/drm/card0/device/mem_info_vram_total': '8573157376\n' };
    const here = { [manifest]: '1.3.1', '/dev/dri/renderD128': '', ...size };
    expect(stateOf('onnxruntime:webgpu', machine(here))).toMatchObject({ memoryBytes: 8_573_157_376 });
    const two = { ...here, '/sys/class/drm/card1/device/mem_info_vram_total': '1\n' };
    expect(stateOf('onnxruntime:webgpu', machine(two))).toMatchObject({ memoryBytes: null });
    const driverOf = (files: Files) => findEngine('onnxruntime:webgpu', machine(files), null).driver;
    expect(driverOf({ ...here, [manifest]: '1.3.2' })).not.toBe(driverOf(here));
    // Where only the manifest's text stays.
    const vendor = { '/sys/class/drm/card0/device/vendor': '0x1002\n' };
    const library = { '/data/vulkan/libvulkan_radeon.so': 'ELF' };
    const installed = {
      ...{ ...here, ...vendor, ...library, '/sys/class/drm/card0/device/device': '0x73ff\n' },
      [manifest]: JSON.stringify({ ICD: { library_path: '../libvulkan_radeon.so' } }),
    };
    expect(driverOf(installed)).toBe(driverOf({ ...installed }));
    for (const change of [
      { '/data/vulkan/libvulkan_radeon.so': 'ELF of a later Mesa' },
      { '/sys/class/drm/card0/device/device': '0x7480\n' },
      { '/proc/driver/nvidia/version': 'NVRM version: 550' },
    ]) {
      expect(driverOf({ ...installed, ...change })).not.toBe(driverOf(installed));
    }
  });

  it('says of each package of TensorFlow why it is not here', () => {
    const found = findEngine('tensorflow', machine({}), { folder: '/no/pack', digest: 'd', device: 'cpu' });
    expect(found).toMatchObject({ source: null, isAccelerator: false });
    expect(found.state).toEqual(absent(/tfjs-node-gpu is not .*; @tensorflow\/tfjs-node is not /, /engines add/));
  });

  it('names the way to TensorFlow that there is on a machine', () => {
    const pack = { folder: '/no/pack', digest: 'd', device: 'cpu' } as const;
    const remedyOf = (files: Files, more: Partial<Surroundings> = {}) => {
      const { state } = findEngine('tensorflow', machine(files, more), pack);
      return state.kind === 'absent' ? (state.remedy ?? '') : '';
    };
    expect(remedyOf({})).toMatch(/`npm run provision`.*engines add/);
    expect(remedyOf({})).not.toContain('--cuda');
    expect(remedyOf({ '/proc/driver/nvidia/version': 'NVRM version: 550' })).toContain('npm run provision -- --cuda');
    for (const other of [windows, mac, { arch: 'arm64' }]) {
      expect(remedyOf({}, other)).not.toContain('provision');
      expect(remedyOf({}, other)).toMatch(/npm rebuild @tensorflow\/tfjs-node .*never been run.*engines add/);
    }
    const none = remedyOf({}, { ...windows, arch: 'arm64' });
    expect(none).not.toMatch(/provision|npm rebuild/);
    expect(none).toContain('engines add');
  });
});
