import onnxruntime from 'onnxruntime-node/package.json' with { type: 'json' };
import { assertNever } from '../../shared/assert-never.ts';
import type { EngineName } from '../../shared/engine.ts';

/** Version of the library that an engine computes with; empty where only its own process could tell. Loads nothing native. */
export function engineVersion(engine: EngineName): string {
  switch (engine) {
    case 'onnxruntime:cpu':
    case 'onnxruntime:webgpu':
    case 'onnxruntime:directml':
    case 'onnxruntime:coreml':
    case 'onnxruntime:cuda':
      return onnxruntime.version;
    case 'tensorflow':
      return '';
    default:
      return assertNever(engine);
  }
}
