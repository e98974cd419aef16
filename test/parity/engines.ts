import type { Engine } from '../../main/engine/engine.ts';
import { onnxruntimeCpu } from '../../main/engine/onnxruntime.ts';
import { hasTensorflow, tensorflow } from '../engine/tensorflow-here.ts';

type Named = readonly [name: string, engine: Engine];
const named = (engine: Engine): Named => [engine.name, engine];

/** Engines beside ONNX Runtime on the CPU whose logits are compared with references, those that are here. */
export const otherEngines: readonly Named[] = (hasTensorflow ? [tensorflow] : []).map(named);

/** All that are compared. */
export const comparedEngines: readonly Named[] = [named(onnxruntimeCpu), ...otherEngines];
