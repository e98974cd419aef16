import type { EngineName } from './engine.ts';
import type { MemoryShortage } from './settings.ts';
import type { VariantId } from './variant.ts';

/** What was found of a network's speed on this machine. */
export type VariantSpeed =
  | {
      readonly kind: 'measured';
      /** Of all workers together, pictures that are in memory as tensors already: nothing is read or decoded. */
      readonly picturesPerSecond: number;
      /** Peak resident memory of all workers together, bytes. */
      readonly peakBytes: number;
      /** How it was measured: so many processes at a time, each with a session of so many threads. */
      readonly workers: number;
      readonly threads: number;
      /** Pictures in one call of a session. */
      readonly batch: number;
      /** When, in milliseconds since 1970. */
      readonly at: number;
    }
  /** Not even one worker fits into the memory that a run may take, as far as it can be foreseen. */
  | ({ readonly kind: 'too-large' } & Pick<MemoryShortage, 'of' | 'needed' | 'allowed'>)
  /** It was tried. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'unknown' };

/** A published network, with what its authors say, what is computed of it, and how fast it is here. */
export interface ComparedVariant {
  readonly variant: VariantId;
  /** Side of the square input, pixels. */
  readonly resolution: number;
  readonly parameters: number;
  /** Of one picture. */
  readonly multiplyAdds: number;
  /** Published accuracy on ImageNet, per cent. */
  readonly top1: number;
  readonly speed: VariantSpeed;
}

export interface ComparedMachine {
  /** As the system calls it. */
  readonly processor: string;
  /** Logical processors that this program may use. */
  readonly cores: number;
  readonly memoryBytes: number;
}

/** Every published network on one machine with one engine. */
export interface ModelComparison {
  readonly machine: ComparedMachine;
  readonly engine: EngineName;
  /** Of the library that computes. */
  readonly engineVersion: string;
  /** B0–B7, then Lite0–Lite4. */
  readonly variants: readonly ComparedVariant[];
}

/** How long each network computes, once it is warm, milliseconds. */
export const MEASURE_MS = 2500;

/** How far measuring has come. */
export interface ComparisonProgress {
  /** The one that is measured now. */
  readonly variant: VariantId;
  readonly done: number;
  readonly total: number;
}

/** A stage of a network, as in table 1 of the paper, at the size of this network. */
export interface ScaledStage {
  /** 1: the stem; 2–8: MBConv blocks; 9: the head. */
  readonly stage: number;
  readonly operator: string;
  /** Side of the feature map that it gets, pixels. */
  readonly inputSize: number;
  /** That it gives. */
  readonly channels: number;
  readonly layers: number;
}

/** What becomes of the baseline as width, depth and resolution grow. */
export interface ScaledNetwork {
  readonly variant: VariantId;
  /** Multipliers of channels and layers. */
  readonly width: number;
  readonly depth: number;
  readonly resolution: number;
  readonly parameters: number;
  readonly multiplyAdds: number;
  /** Most bytes of activations alive at one moment, one picture, float32. */
  readonly activationBytes: number;
  readonly stages: readonly ScaledStage[];
}

/** Without squeeze-and-excitation: the Lite family. */
export function isLite(variant: VariantId): boolean {
  return variant.startsWith('lite');
}

/** `B0`, `Lite4`. */
export function variantName(variant: VariantId): string {
  return variant[0]!.toUpperCase() + variant.slice(1);
}
