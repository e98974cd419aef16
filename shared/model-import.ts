import type { Assumption, OriginId, RecognisedNetwork } from './recognition.ts';

/** Where the names of an imported model's classes come from. */
export type LabelSource =
  /** None were given, and there are as many classes as ImageNet has: all known origins have them in one order. */
  | { readonly kind: 'imagenet' }
  /** None were given: the classes have numbers. */
  | { readonly kind: 'numbered'; readonly classes: number }
  | {
      readonly kind: 'given';
      readonly classes: number;
      /** How many have a synset that WordNet's groups find. */
      readonly inHierarchy: number;
      /** Labels that several classes had, and that say now which class is meant. */
      readonly repeated: readonly string[];
      /** Synsets that are no part of WordNet as far as it comes along: their classes stand beside the groups. */
      readonly unknownSynsets: readonly string[];
    };

/** What was found out about a checkpoint before anything is written. */
export interface RecognisedModel {
  readonly network: RecognisedNetwork;
  readonly origin: OriginId;
  readonly assumed: readonly Assumption[];
  readonly labels: LabelSource;
}

/** What a published file is compared with. */
export type KnownDigest =
  /** All of the SHA-256, by the publisher. */
  | { readonly kind: 'stated'; readonly sha256: string }
  /** Its beginning, by the publisher. */
  | { readonly kind: 'prefix'; readonly sha256: string }
  /** That of the file which was installed here before. */
  | { readonly kind: 'recorded'; readonly sha256: string }
  | { readonly kind: 'unverified' };
