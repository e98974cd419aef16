import type { EngineName } from '../../shared/engine.ts';
import type { Engine } from './engine.ts';
import { onnxruntime, onnxruntimeCpu } from './onnxruntime.ts';
import { tensorflowEngine } from './tensorflow.ts';

const ENGINES: Readonly<Record<Exclude<EngineName, 'tensorflow'>, Engine>> = {
  'onnxruntime:cpu': onnxruntimeCpu,
  'onnxruntime:webgpu': onnxruntime('onnxruntime:webgpu'),
  'onnxruntime:directml': onnxruntime('onnxruntime:directml'),
  'onnxruntime:coreml': onnxruntime('onnxruntime:coreml'),
  'onnxruntime:cuda': onnxruntime('onnxruntime:cuda'),
};

/**
 * The engine of this name; whether it can compute on this machine shows where it loads a graph.
 *
 * @param packFolder absolute folder of the engine pack that TensorFlow is loaded from; null: it comes with the program
 */
export function engineNamed(name: EngineName, packFolder: string | null): Engine {
  return name === 'tensorflow' ? tensorflowEngine(packFolder) : ENGINES[name];
}
