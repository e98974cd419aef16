// What is wrong with the pickle in a file of PyTorch's: clauses that follow the file's name.

export const pickleFaultTexts = {
  textNotUtf8: 'has text that is not UTF-8',
  callsWithNoTuple: 'calls something with what is no tuple',
  appendsToNoList: 'appends to what is no list',
  setsItemsOfNoDict: 'sets items of what is no dict',
  keyWithoutValue: 'sets a key without its value',
  setsNoState: 'sets the state of what has none',
  neverKept: (index: number) => `recalls ${index}, which was never kept`,
  namesByNoText: 'names something by what is no text',
  twoValues: (key: string | null) => `has two values for ${key ?? 'one key'}`,
  withoutStop: 'ends before its STOP',
  notOneValue: 'leaves more or less than one value',
  unknownProtocol: 'is of an unknown protocol',
  endsWithin: (instruction: string) => `ends within ${instruction}`,
  withoutMark: (instruction: string) => `has ${instruction} without a mark`,
  tooLittleOnStack: (instruction: string) => `has ${instruction} with too little on the stack`,
  tooManyInstructions: (most: number) => `has more than ${most} instructions`,
  noInstruction: (code: string) => `has an instruction, ${code}, that does not exist: it is damaged`,
  refusedInstruction: (name: string) => `has the instruction ${name}, which no state dict needs`,
} as const;
