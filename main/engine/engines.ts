import type { EngineName } from '../../shared/engine.ts';
import type { Engine } from './engine.ts';
import { onnxruntime, onnxruntimeCpu } from './onnxruntime.ts';
import { tensorflowEngine } from './tensorflow.ts';

const ENGINES: Readonly<Record<EngineName, Engine>> = {
  'onnxruntime:cpu': onnxruntimeCpu,
  'onnxruntime:webgpu': onnxruntime('onnxruntime:webgpu'),
  'onnxruntime:directml': onnxruntime('onnxruntime:directml'),
  'onnxruntime:coreml': onnxruntime('onnxruntime:coreml'),
  'onnxruntime:cuda': onnxruntime('onnxruntime:cuda'),
  tensorflow: tensorflowEngine(null),
};

/** The engine of this name; whether it can compute on this machine shows where it loads a graph. */
export function engineNamed(name: EngineName): Engine {
  return ENGINES[name];
}
