// Why an engine is not on a machine, the way to get it, and why a run takes the one that it takes.

const NEVER_RUN = 'It has never been run by whoever made this version.';

export const enginePresenceTexts = {
  noLibrary: (platform: string, arch: string) => `ONNX Runtime's package has no library for ${platform} on ${arch}`,
  directmlElsewhere: 'DirectML is a part of Windows',
  directmlMissing: (file: string) => `${file} is missing beside ONNX Runtime's library`,
  coremlElsewhere: 'Core ML is a part of macOS',
  reinstall: 'Install Classifold again.',
  useDirectml: `Use onnxruntime:directml there, which needs no CUDA. ${NEVER_RUN}`,

  cudaElsewhere: 'ONNX Runtime computes with CUDA on Linux and Windows only',
  cudaOtherProcessor: "ONNX Runtime's package has CUDA for Linux on x64 only",
  cudaMissing: (files: readonly string[], folder: string) =>
    `${files.join(' and ')} ${files.length === 1 ? 'is' : 'are'} missing in ${folder}`,
  cudaRemedy: (version: string) =>
    `In a checkout: \`npm rebuild onnxruntime-node --ignore-scripts=false\` fetches them out of the NuGet package ` +
    `Microsoft.ML.OnnxRuntime.Gpu.Linux ${version}; besides, CUDA 12 and cuDNN 9 have to be installed. ${NEVER_RUN} ` +
    'onnxruntime:webgpu uses the same card without CUDA.',
  noNvidiaDriver: 'there is no driver of an NVIDIA graphics card (/proc/driver/nvidia/version)',
  installNvidiaDriver: `Install NVIDIA's driver, on a machine with such a card. ${NEVER_RUN}`,

  webgpuOtherProcessor: "ONNX Runtime's package has no WebGPU for Linux on ARM",
  noVulkanDriver: 'there is no Vulkan driver: no manifest in any vulkan/icd.d folder',
  chosenVulkanDriverMissing: (variable: string, value: string) => `${variable} names ${value}, where no manifest is`,
  chooseVulkanDriver: (variable: string) => `Correct ${variable}, or leave it out.`,
  installVulkanDriver:
    "Install the Vulkan driver of your graphics processor (Debian, Ubuntu: mesa-vulkan-drivers; NVIDIA's is in its own driver). " +
    'In a checkout `npm run provision` brings one that computes on the processor: right, and slow.',
  noGraphicsDevice: (drivers: readonly string[]) =>
    `there are Vulkan drivers (${drivers.join(', ')}), and no graphics processor for them: no /dev/dri/renderD*, /dev/nvidia* or /dev/dxg`,
  deviceForbidden: (devices: readonly string[]) =>
    `this account may not use the graphics processor: ${devices.join(', ')} may not be read and written`,
  allowDevice: `Add it to the group that may, on most systems \`sudo usermod -aG render $USER\`, and log in again. ${NEVER_RUN}`,
  graphicsDeviceRemedy:
    'In a container, let the device in (docker run --device /dev/dri); otherwise this machine has no graphics processor.',

  tensorflowPackage: (name: string, why: string) => `${name} ${why}`,
  notInstalled: 'is not installed',
  notInPack: 'is not in the engine pack',
  noBinding: (place: string) => `has no binding for this system at ${place}`,
  notLoaded: (reason: string) => `cannot be loaded: ${reason}`,
  noLoadSavedModel: 'has no node.loadSavedModel',
  provision: 'In a checkout: `npm run provision`.',
  provisionCuda: `With your NVIDIA card: \`npm run provision -- --cuda\`. No card has computed with it yet.`,
  rebuildTensorflow: `In a checkout: \`npm rebuild @tensorflow/tfjs-node --ignore-scripts=false\` fetches its library from outside the package registries. ${NEVER_RUN}`,
  addPack:
    'An engine pack that was made on such a machine can be added: `classifold engines add PATH`, or in the window under Engines.',
  packRemedy: '`classifold engines remove tensorflow`, or add a sound pack.',
  cardUnused: (why: string) => `it computes on the CPU, not on the graphics card that is here: ${why}`,
  cardUnusedInSilence: 'its library does not say why; the versions of CUDA and cuDNN that it needs may be missing',
  noAnswer: (seconds: number) => `its library gave no answer within ${seconds} s`,
  died: (how: string) => `its library ended the process that loaded it: ${how}`,

  wrongLogits: (apart: number) => `its logits are wrong by up to ${apart}`,
  unsteadyLogits: (apart: number) =>
    `the same picture has other logits at another place of a batch, or in another worker, by up to ${apart}`,
  brokenLogits: (engine: string, logit: number) => `${engine} computes ${logit} where a number belongs`,
  cannotLoad: (engine: string, reason: string) => `${engine} cannot load the network: ${reason}`,
  cannotCompute: (engine: string, reason: string) => `${engine} cannot compute the network: ${reason}`,
  nothingToCompare: (reason: string) => `nothing to compare it with: ${reason}`,

  graphNotKept: (folder: string, reason: string) =>
    `The network’s graph cannot be kept in ${folder} (${reason}): it is made anew each time.`,
  measuresNotKept: (folder: string, reason: string) =>
    `What was measured cannot be kept in ${folder} (${reason}): it is measured again the next time.`,
} as const;
