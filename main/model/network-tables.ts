import type { Architecture, Layer } from '../efficientnet/architecture.ts';
import { buildArchitecture } from '../efficientnet/build-architecture.ts';
import { multiplyAdds, parameterCount } from '../efficientnet/costs.ts';
import { VARIANTS } from '../efficientnet/variants.ts';
import type { ModelManifest } from './manifest.ts';
import { modelArchitecture } from './network.ts';

/** What a part of a network, or another network in its place, costs. */
export interface NetworkCosts {
  readonly parameters: number;
  /** Of one picture. */
  readonly multiplyAdds: number;
}

/** A row of the paper's table 1, for this network. */
export interface StageRow extends NetworkCosts {
  /** 1: the stem; 2–8: MBConv blocks; 9: the head, with pooling and the fully connected layer. */
  readonly stage: number;
  /** `Conv3×3`, `MBConv6, k5×5`. */
  readonly operator: string;
  /** Side of the feature map that the stage gets, pixels. */
  readonly inputSize: number;
  /** That the stage gives. */
  readonly channels: number;
  /** Blocks of the stage; of stem and head, one. */
  readonly layers: number;
}

/** What one of the three scalings contributes: the same network without it. */
export interface ScalingRow extends NetworkCosts {
  readonly scaling: 'width' | 'depth' | 'resolution';
  /** As it is in this network, and as it is here: the baseline's. */
  readonly value: number;
  readonly baseline: number;
}

const HEAD_STAGE = 9;

/** Table 1 of the paper, scaled to a model's network. */
export function stageTable(manifest: ModelManifest): readonly StageRow[] {
  return stagesOf(modelArchitecture(manifest));
}

/** The same of any network. */
export function stagesOf(architecture: Architecture): readonly StageRow[] {
  const stages = [...new Set([1, ...architecture.blocks.map(({ stage }) => stage), HEAD_STAGE])];
  let inputSize = architecture.resolution;
  return stages.map((stage): StageRow => {
    const layers = architecture.layers.filter((layer) => stageOf(layer) === stage);
    const [first] = architecture.blocks.filter((block) => block.stage === stage);
    const operator =
      first === undefined
        ? stage === HEAD_STAGE
          ? 'Conv1×1, pooling, FC'
          : 'Conv3×3'
        : `MBConv${first.expansion}, k${first.kernelSize}×${first.kernelSize}`;
    const maps = layers.flatMap(({ kind, output }) => (kind === 'convolution' ? [output] : []));
    const last = maps.at(-1);
    if (last === undefined) throw new Error(`stage ${stage} has no convolution`);
    const row = {
      stage,
      operator,
      inputSize,
      channels: last[2],
      layers: first === undefined ? 1 : architecture.blocks.filter((block) => block.stage === stage).length,
      ...costsOf({ ...architecture, layers }),
    };
    inputSize = last[0];
    return row;
  });
}

function stageOf({ block, step }: Layer): number {
  if (block !== null) return block.stage;
  return step === 'input' || step.startsWith('stem') ? 1 : HEAD_STAGE;
}

/**
 * The network with one of width, depth and resolution at a time as in the baseline, B0 or Lite0; empty for the baseline
 * itself.
 */
export function scalingTable(manifest: ModelManifest): readonly ScalingRow[] {
  const { variant, preprocessing, classes, padding, epsilon } = manifest;
  const own = { ...VARIANTS[variant], resolution: preprocessing.inputSize };
  const baseline = VARIANTS[own.lite ? 'lite0' : 'b0'];
  return (['width', 'depth', 'resolution'] as const)
    .filter((scaling) => own[scaling] !== baseline[scaling])
    .map((scaling): ScalingRow => {
      const without = { ...own, [scaling]: baseline[scaling], classes, padding, epsilon };
      const costs = costsOf(buildArchitecture(without));
      return { scaling, value: own[scaling], baseline: baseline[scaling], ...costs };
    });
}

function costsOf(architecture: Architecture): NetworkCosts {
  return { parameters: parameterCount(architecture), multiplyAdds: multiplyAdds(architecture) };
}
