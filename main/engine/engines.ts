import type { EngineName } from '../../shared/engine.ts';
import type { Engine } from './engine.ts';
import { onnxruntimeCpu } from './onnxruntime.ts';
import { tensorflowEngine } from './tensorflow.ts';

const ENGINES: Readonly<Partial<Record<EngineName, Engine>>> = {
  'onnxruntime:cpu': onnxruntimeCpu,
  tensorflow: tensorflowEngine(null),
};

/** The engine of this name; null where this program has none. */
export function engineNamed(name: EngineName): Engine | null {
  return ENGINES[name] ?? null;
}
