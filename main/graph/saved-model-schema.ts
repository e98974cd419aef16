import protobuf from 'protobufjs/light.js';

/*
 * The part of TensorFlow's schema that a frozen EfficientNet needs. Names, numbers and types of the fields are those of
 * tensorflow/core/protobuf/{saved_model,meta_graph}.proto and tensorflow/core/framework/{graph,node_def,attr_value,tensor,
 * tensor_shape,versions,types}.proto (https://github.com/tensorflow/tensorflow), Copyright The TensorFlow Authors, Apache
 * License 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */

/** `DataType`. */
export const DT_FLOAT = 1;
export const DT_INT32 = 3;

type DataType = typeof DT_FLOAT | typeof DT_INT32;

interface TensorShapeProto {
  /** −1 is a length that each call chooses. */
  readonly dim: readonly { readonly size: number }[];
}

interface TensorProto {
  readonly dtype: DataType;
  readonly tensorShape: TensorShapeProto;
  /** Values, row-major, little-endian. */
  readonly tensorContent: Uint8Array;
}

/** One of its fields. */
export type AttrValue =
  | { readonly s: Uint8Array }
  | { readonly b: boolean }
  | { readonly type: DataType }
  | { readonly shape: TensorShapeProto }
  | { readonly tensor: TensorProto }
  | { readonly list: { readonly i: readonly number[] } };

export interface NodeDef {
  readonly name: string;
  readonly op: string;
  /** Names of nodes, whose first output is read. */
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, AttrValue>>;
}

interface TensorInfo {
  /** Of a node, then `:0`, its first output. */
  readonly name: string;
  readonly dtype: DataType;
  readonly tensorShape: TensorShapeProto;
}

export interface SavedModelProto {
  readonly savedModelSchemaVersion: number;
  readonly metaGraphs: readonly {
    readonly metaInfoDef: { readonly tags: readonly string[] };
    readonly graphDef: { readonly node: readonly NodeDef[]; readonly versions: { readonly producer: number } };
    readonly signatureDef: Readonly<
      Record<
        string,
        {
          readonly inputs: Readonly<Record<string, TensorInfo>>;
          readonly outputs: Readonly<Record<string, TensorInfo>>;
          readonly methodName: string;
        }
      >
    >;
  }[];
}

export const typeAttribute = (type: DataType): AttrValue => ({ type });
export const booleanAttribute = (b: boolean): AttrValue => ({ b });
export const stringAttribute = (text: string): AttrValue => ({ s: new TextEncoder().encode(text) });
export const intsAttribute = (i: readonly number[]): AttrValue => ({ list: { i } });

export function shapeOf(sizes: readonly number[]): TensorShapeProto {
  return { dim: sizes.map((size) => ({ size })) };
}

export function tensorAttribute(sizes: readonly number[], values: Float32Array | Int32Array): AttrValue {
  const tensorContent = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const dtype = values instanceof Float32Array ? DT_FLOAT : DT_INT32;
  return { tensor: { dtype, tensorShape: shapeOf(sizes), tensorContent } };
}

const repeated = 'repeated';

/** A field that is a map by names. */
function map(id: number, type: string) {
  return { id, keyType: 'string', type };
}

const schema = protobuf.Root.fromJSON({
  nested: {
    SavedModel: {
      fields: {
        savedModelSchemaVersion: { id: 1, type: 'int64' },
        metaGraphs: { id: 2, type: 'MetaGraphDef', rule: repeated },
      },
    },
    MetaGraphDef: {
      fields: {
        metaInfoDef: { id: 1, type: 'MetaInfoDef' },
        graphDef: { id: 2, type: 'GraphDef' },
        signatureDef: map(5, 'SignatureDef'),
      },
    },
    MetaInfoDef: { fields: { tags: { id: 4, type: 'string', rule: repeated } } },
    SignatureDef: {
      fields: {
        inputs: map(1, 'TensorInfo'),
        outputs: map(2, 'TensorInfo'),
        methodName: { id: 3, type: 'string' },
      },
    },
    TensorInfo: {
      fields: {
        name: { id: 1, type: 'string' },
        dtype: { id: 2, type: 'int32' },
        tensorShape: { id: 3, type: 'TensorShapeProto' },
      },
    },
    GraphDef: {
      fields: { node: { id: 1, type: 'NodeDef', rule: repeated }, versions: { id: 4, type: 'VersionDef' } },
    },
    VersionDef: { fields: { producer: { id: 1, type: 'int32' } } },
    NodeDef: {
      fields: {
        name: { id: 1, type: 'string' },
        op: { id: 2, type: 'string' },
        input: { id: 3, type: 'string', rule: repeated },
        attr: map(5, 'AttrValue'),
      },
    },
    AttrValue: {
      // Of these even `false` is written: which field is there says what the value is.
      oneofs: { value: { oneof: ['list', 's', 'b', 'type', 'shape', 'tensor'] } },
      fields: {
        list: { id: 1, type: 'ListValue' },
        s: { id: 2, type: 'bytes' },
        b: { id: 5, type: 'bool' },
        type: { id: 6, type: 'int32' },
        shape: { id: 7, type: 'TensorShapeProto' },
        tensor: { id: 8, type: 'TensorProto' },
      },
    },
    // tfjs-node's reader knows the packed form only.
    ListValue: { fields: { i: { id: 3, type: 'int64', rule: repeated, options: { packed: true } } } },
    TensorProto: {
      fields: {
        dtype: { id: 1, type: 'int32' },
        tensorShape: { id: 2, type: 'TensorShapeProto' },
        tensorContent: { id: 4, type: 'bytes' },
      },
    },
    TensorShapeProto: { fields: { dim: { id: 2, type: 'Dim', rule: repeated } } },
    Dim: { fields: { size: { id: 1, type: 'int64' } } },
  },
});

const savedModelType = schema.lookupType('SavedModel');

/** A model as the bytes of a `saved_model.pb`. Tensors are copied once, into the result. */
export function encodeSavedModel(model: SavedModelProto): Uint8Array {
  return savedModelType.encode({ ...model }).finish();
}
