import type { TensorFault } from '../../shared/recognition.ts';
import { checkpointFaultTexts as texts } from '../../shared/texts/checkpoint-faults.ts';
import { parameterName, type Architecture } from '../efficientnet/architecture.ts';
import { IGNORED_TENSORS, tensorName, type Dialect } from './dialect.ts';

/** A tensor as a checkpoint's directory names it, whatever the file's format. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface MatchedTensors<Tensor extends NamedTensor> {
  /** By parameter name. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Empty where every parameter has its tensor, of its shape, and no other tensor is there. */
  readonly faults: readonly TensorFault[];
}

/** Finds the tensor of each parameter of a network. */
export function matchTensors<Tensor extends NamedTensor>(
  tensors: readonly Tensor[],
  architecture: Architecture,
  dialect: Dialect,
): MatchedTensors<Tensor> {
  const unused = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const matched = new Map<string, Tensor>();
  const faults: TensorFault[] = [];
  for (const layer of architecture.layers) {
    for (const { role, shape } of layer.parameters) {
      const name = tensorName(dialect, layer, role);
      const tensor = unused.get(name);
      unused.delete(name);
      if (tensor === undefined) {
        faults.push({ tensor: name, reason: texts.missing });
      } else if (!isSameShape(tensor.shape, shape)) {
        const reason = texts.otherShape(tensor.shape, shape);
        faults.push({ tensor: name, reason });
      } else {
        matched.set(parameterName(layer, role), tensor);
      }
    }
  }
  for (const name of unused.keys()) {
    if (!IGNORED_TENSORS.test(name)) faults.push({ tensor: name, reason: texts.noPart });
  }
  return { tensors: matched, faults };
}

function isSameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, axis) => side === b[axis]);
}
