import protobuf from 'protobufjs/light.js';

/*
 * The part of ONNX's schema that an EfficientNet needs. Names, numbers and types of the fields are those of
 * onnx/onnx.proto (https://github.com/onnx/onnx), Copyright (c) ONNX Project Contributors, Apache License 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */

/** `TensorProto.DataType`. */
export const FLOAT32 = 1;

/** `AttributeProto.AttributeType`. */
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

export interface AttributeProto {
  readonly name: string;
  readonly type: typeof ATTRIBUTE_INT | typeof ATTRIBUTE_INTS;
  readonly i?: number;
  readonly ints?: readonly number[];
}

export interface NodeProto {
  readonly name: string;
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly AttributeProto[];
}

export interface TensorProto {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: typeof FLOAT32;
  /** Values, row-major, little-endian. */
  readonly rawData: Uint8Array;
}

/** A fixed length, or the name of one that each call chooses. */
type Dimension = { readonly dimValue: number } | { readonly dimParam: string };

export interface ValueInfoProto {
  readonly name: string;
  readonly type: {
    readonly tensorType: { readonly elemType: typeof FLOAT32; readonly shape: { readonly dim: readonly Dimension[] } };
  };
}

export interface ModelProto {
  readonly irVersion: number;
  readonly producerName: string;
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[];
  readonly graph: {
    readonly name: string;
    readonly node: readonly NodeProto[];
    readonly initializer: readonly TensorProto[];
    readonly input: readonly ValueInfoProto[];
    readonly output: readonly ValueInfoProto[];
  };
}

export function intAttribute(name: string, i: number): AttributeProto {
  return { name, type: ATTRIBUTE_INT, i };
}

export function intsAttribute(name: string, ints: readonly number[]): AttributeProto {
  return { name, type: ATTRIBUTE_INTS, ints };
}

const repeated = 'repeated';

const schema = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        irVersion: { id: 1, type: 'int64' },
        producerName: { id: 2, type: 'string' },
        graph: { id: 7, type: 'GraphProto' },
        opsetImport: { id: 8, type: 'OperatorSetIdProto', rule: repeated },
      },
    },
    OperatorSetIdProto: { fields: { domain: { id: 1, type: 'string' }, version: { id: 2, type: 'int64' } } },
    GraphProto: {
      fields: {
        node: { id: 1, type: 'NodeProto', rule: repeated },
        name: { id: 2, type: 'string' },
        initializer: { id: 5, type: 'TensorProto', rule: repeated },
        input: { id: 11, type: 'ValueInfoProto', rule: repeated },
        output: { id: 12, type: 'ValueInfoProto', rule: repeated },
      },
    },
    NodeProto: {
      fields: {
        input: { id: 1, type: 'string', rule: repeated },
        output: { id: 2, type: 'string', rule: repeated },
        name: { id: 3, type: 'string' },
        opType: { id: 4, type: 'string' },
        attribute: { id: 5, type: 'AttributeProto', rule: repeated },
      },
    },
    AttributeProto: {
      fields: {
        name: { id: 1, type: 'string' },
        i: { id: 3, type: 'int64' },
        ints: { id: 8, type: 'int64', rule: repeated },
        type: { id: 20, type: 'int32' },
      },
    },
    TensorProto: {
      fields: {
        dims: { id: 1, type: 'int64', rule: repeated },
        dataType: { id: 2, type: 'int32' },
        name: { id: 8, type: 'string' },
        rawData: { id: 9, type: 'bytes' },
      },
    },
    ValueInfoProto: { fields: { name: { id: 1, type: 'string' }, type: { id: 2, type: 'TypeProto' } } },
    TypeProto: { fields: { tensorType: { id: 1, type: 'TensorTypeProto' } } },
    TensorTypeProto: { fields: { elemType: { id: 1, type: 'int32' }, shape: { id: 2, type: 'TensorShapeProto' } } },
    TensorShapeProto: { fields: { dim: { id: 1, type: 'DimensionProto', rule: repeated } } },
    DimensionProto: { fields: { dimValue: { id: 1, type: 'int64' }, dimParam: { id: 2, type: 'string' } } },
  },
});

const modelType = schema.lookupType('ModelProto');

/** A model as the bytes of an ONNX file. Tensors are copied once, into the result. */
export function encodeModel(model: ModelProto): Uint8Array {
  return modelType.encode({ ...model }).finish();
}
