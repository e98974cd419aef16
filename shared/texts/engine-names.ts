import type { EngineName } from '../engine.ts';

/** What a person reads for an engine. */
export const ENGINE_TITLES: Readonly<Record<EngineName, string>> = {
  'onnxruntime:cpu': 'ONNX Runtime on the CPU',
  'onnxruntime:webgpu': 'ONNX Runtime on the GPU (WebGPU)',
  'onnxruntime:directml': 'ONNX Runtime on the GPU (DirectML)',
  'onnxruntime:coreml': 'ONNX Runtime with Core ML',
  'onnxruntime:cuda': 'ONNX Runtime on the GPU (CUDA)',
  tensorflow: 'TensorFlow',
};

const titles: ReadonlyMap<string, string> = new Map(Object.entries(ENGINE_TITLES));

/** The same for an engine that a report names: one of another version has its own name only. */
export function engineTitle(engine: string): string {
  return titles.get(engine) ?? engine;
}
