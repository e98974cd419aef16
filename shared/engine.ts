/** An engine on a device: what computes the network. ONNX Runtime has devices; TensorFlow takes what its library finds. */
export const ENGINE_NAMES = [
  'onnxruntime:cpu',
  'onnxruntime:webgpu',
  'onnxruntime:directml',
  'onnxruntime:coreml',
  'onnxruntime:cuda',
  'tensorflow',
] as const;

export type EngineName = (typeof ENGINE_NAMES)[number];

/** What a person may ask for. `auto`: the fastest of those that are here and compute what the CPU computes. */
export const ENGINE_CHOICES = ['auto', ...ENGINE_NAMES] as const;

export type EngineChoice = (typeof ENGINE_CHOICES)[number];

/** Is on every machine: what every other is compared with. */
export const REFERENCE_ENGINE: EngineName = 'onnxruntime:cpu';
