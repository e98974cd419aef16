/**
 * What a pickle describes, as plain data. Nothing of it is an object of a class that the file names: a tensor is its
 * description, everything without meaning for weights an `object` that remembers only what it was called.
 */
export type PickleValue =
  | null
  | boolean
  | number
  /** Integers beyond 2^53. */
  | bigint
  | string
  | PickleList
  | PickleTuple
  | PickleDict
  | PickledGlobal
  | PickledObject
  | PickledStorage
  | PickledTensor;

export interface PickleList {
  readonly kind: 'list';
  readonly items: PickleValue[];
}

export interface PickleTuple {
  readonly kind: 'tuple';
  readonly items: readonly PickleValue[];
}

/** A dict or OrderedDict. Keys that are not primitive are compared by identity. */
export interface PickleDict {
  readonly kind: 'dict';
  readonly items: Map<PickleValue, PickleValue>;
}

/** A class, function or type that is known by name: `torch._utils._rebuild_tensor_v2`. */
export interface PickledGlobal {
  readonly kind: 'global';
  readonly name: string;
}

/** Something whose content is of no use here, such as the arguments of a training program. */
export interface PickledObject {
  readonly kind: 'object';
  readonly name: string;
}

/** Bytes that lie elsewhere in the file. */
export interface PickledStorage {
  readonly kind: 'storage';
  readonly key: string;
  /** Of one value, in safetensors' names; `U8` for storages without a type. */
  readonly dtype: string;
  /** Number of values, and of bytes, as the pickle says. */
  readonly length: number;
  readonly bytes: number;
}

/** A view of a storage; its numbers are not yet checked against the storage. */
export interface PickledTensor {
  readonly kind: 'tensor';
  readonly storage: PickledStorage;
  readonly dtype: string;
  /** Values of `dtype` before the first. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** In values. */
  readonly strides: readonly number[];
}

type PickleNode = Extract<PickleValue, { kind: string }>;

/** Whether it is a list, a dict, a tensor… */
export function isKind<Kind extends PickleNode['kind']>(
  value: PickleValue | undefined,
  kind: Kind,
): value is Extract<PickleNode, { kind: Kind }> {
  return typeof value === 'object' && value !== null && value.kind === kind;
}
