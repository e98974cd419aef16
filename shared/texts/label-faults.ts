// What is wrong with a file of labels: clauses that follow its name.

export const labelFaultTexts = {
  notJson: (reason: string) => `is not JSON: ${reason}`,
  noLabels: 'is neither a list of labels, nor an object from index to label, nor one from label to index',
  notCsv: (reason: string) => `is not CSV: ${reason}`,
  empty: 'is empty',
  badIndex: (written: string, place: string) =>
    `has ${written} for the index of its ${place} class; indices are 0, 1, 2…`,
  noLabel: (index: number) => `has no label for class ${index}`,
  tooLongLabel: (most: number, index: number) => `has a label of more than ${most} characters for class ${index}`,
  unprintableLabel: (index: number) => `has a label that cannot be printed for class ${index}`,
  badSynset: (written: string, index: number) =>
    `has ${written} for the synset of class ${index}; WordNet's ids are such as n02084071`,
  namedTwice: (index: number) => `names class ${index} twice`,
  sameSynset: (synset: string) => `gives two classes the synset ${synset}`,
  indexTooHigh: (index: number, labels: number) =>
    `numbers a class ${index}, but names only ${labels}: indices are 0 to ${labels - 1}, each once`,
  notRegular: 'is not a regular file',
  setTooLarge: 'is too large for a label set',
  fileTooLarge: 'is too large for a file of labels',
  notUtf8: 'is not UTF-8 text: save it as UTF-8',
  otherCount: (named: number, classes: number) => `names ${named} classes where the model has ${classes}`,
} as const;
