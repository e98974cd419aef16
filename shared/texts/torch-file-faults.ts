// What is wrong with a file that PyTorch should have written: clauses that follow its name, or a tensor's.

const SAVE_WEIGHTS_ONLY = 'load it with PyTorch, if you trust where it comes from, and save only model.state_dict()';

export const torchFileTexts = {
  noPickle: 'is a ZIP archive, but none of PyTorch’s: it has no data.pkl',
  compressedEntry: (name: string) =>
    `has a compressed entry, ${name}; PyTorch writes none: save it once more with torch.save`,
  byteOrder: (order: string) => `is in byte order “${order}”; only little-endian is read`,
  entryTooLarge: (bytes: number, name: string, most: number) =>
    `has ${bytes} bytes in ${name}; at most ${most} are possible`,
  noStorage: (key: string) => `is in storage ${key}, which the file does not have`,
  otherStorageBytes: (key: string, bytes: number, expected: number) =>
    `is in storage ${key} of ${bytes} bytes, not ${expected}`,
  twoDescriptions: (key: string) => `has two descriptions of storage ${key} that disagree`,
  unknownVersion: 'is of an unknown version of PyTorch’s old format',
  bigEndian: 'is of a big-endian machine; only little-endian is read',
  strayStorage: 'lists a storage that no tensor is in, or twice the same',
  tooManyStorages: (most: number) => `has more than ${most} storages`,
  endsWithinStorage: (key: string, bytes: number) => `ends within storage ${key}, of ${bytes} bytes: it is incomplete`,
  otherStorageLength: (values: bigint, key: string, expected: number) =>
    `has ${values} values in storage ${key}, not ${expected}: it is damaged`,
  bytesBehind: (bytes: number) => `has ${bytes} bytes behind its last storage: it is damaged`,
  orderedDictArguments: 'has an OrderedDict with arguments',
  sizeOfNoTuple: 'has a torch.Size of no tuple',
  callsNoFunction: 'calls what is no function',
  bytesByNoTuple: 'refers to bytes by what is no tuple',
  unknownStorage: 'refers to something that is no storage of a known type',
  storageWithoutKey: 'has a storage without a key',
  impossibleLength: (key: string) => `has a storage, ${key}, of an impossible length`,
  partOfStorage: (key: string) => `has a storage, ${key}, that is a part of another`,
  tensorOfUnknownType: 'has a tensor of an unknown type',
  parameterNoTensor: 'has a parameter that is no tensor',
  tensorWithoutStorage: 'has a tensor without a storage',
  impossibleTensor: 'has a tensor with an impossible offset, shape or strides',
  wholeModel: (name: string) =>
    `holds a whole model (${name}), which only its own program can rebuild: ${SAVE_WEIGHTS_ONLY}`,
  unknownGlobal: (name: string) =>
    `asks for ${name}, which no state dict needs; nothing in a file is executed: ${SAVE_WEIGHTS_ONLY}`,
} as const;
