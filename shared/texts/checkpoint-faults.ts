// What is wrong with a file of weights or a tensor in it: clauses that follow its name.

export const checkpointFaultTexts = {
  notRegular: 'is not a regular file',
  notOpened: (reason: string) => `cannot be opened: ${reason}`,
  notRead: (reason: string) => `cannot be read: ${reason}`,
  changed: 'changed while it was read',
  ofNoKnownKind: 'is neither a safetensors file nor one that PyTorch wrote',
  missing: 'is missing',
  otherShape: (shape: readonly number[], expected: readonly number[]) =>
    `is [${shape.join(', ')}] where this network has [${expected.join(', ')}]`,
  noPart: 'is no part of this network',
  unreadType: (dtype: string, known: readonly string[]) => `is of type ${dtype}; ${known.join(', ')} are read`,
  unprintableName: 'has a tensor whose name is no plain text',
  twoTensors: (name: string) => `has two tensors that are ${name}, with and without what wrapped its model`,
  noStateDict: 'holds no state dict: save model.state_dict()',
  noNamedTensors: (keys: readonly string[], found: readonly string[]) =>
    `holds no tensors under names, nor a state dict as ${keys.join(', ')}; it has ${found.join(', ') || 'nothing'}`,
  tooManyAxes: (axes: number, most: number) => `has ${axes} axes; at most ${most} are possible`,
  unknownType: (dtype: string) => `is of an unknown type, ${dtype}`,
  beyondStorage: (shape: readonly number[], offset: number, stored: number) =>
    `is [${shape.join(', ')}] from value ${offset} on, and its storage has ${stored}`,
  largerThanStorage: (shape: readonly number[], stored: number) =>
    `is [${shape.join(', ')}], and its storage has ${stored} values`,
  tooFewBytes: (bytes: number) => `has ${bytes} bytes, too few for a safetensors file`,
  impossibleHeader: (bytes: number, most: number) =>
    `claims a header of ${bytes} bytes, at most ${most} are possible: it is no safetensors file, or incomplete`,
  headerNotJson: 'has a header that is not JSON',
  headerNoObject: 'has a header that is not a JSON object',
  metadataNoText: 'has metadata that are not text',
  overlaps: (start: number, expected: number) =>
    `overlaps the tensor before it: it starts at byte ${start}, not ${expected}`,
  leavesHole: (start: number, expected: number) =>
    `leaves a hole before it: it starts at byte ${start}, not ${expected}`,
  otherDataBytes: (bytes: number, described: number) =>
    `has ${bytes} bytes of data where its header describes ${described}: it is incomplete or damaged`,
  notDescribed: 'is not described by a dtype, a shape and two offsets',
  impossiblyLarge: (shape: readonly number[]) => `is impossibly large: [${shape.join(', ')}]`,
  otherTensorBytes: (bytes: number, dtype: string, shape: readonly number[], expected: number) =>
    `has ${bytes} bytes where ${dtype} [${shape.join(', ')}] takes ${expected}`,
} as const;
