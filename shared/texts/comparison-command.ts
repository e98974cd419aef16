// What `classifold models compare` and `classifold models scaling` say beside their figures.

export const comparisonCommandTexts = {
  compare: 'measure how fast each EfficientNet is on this machine, beside its published accuracy',
  scaling: 'how width, depth and resolution grow from B0 to B7, and what that costs',
  variants: 'networks to compare, such as b0 lite0 (default: all)',
  svg: 'draw it into a file as well',
  again: 'measure also what was measured before',
  wrongVariant: (value: string, known: readonly string[]) => `“${value}” is none of ${known.join(', ')}.`,
  help: `
What was measured is kept, so that the next time answers at once; --again measures anew. Nothing else should run
meanwhile. Ctrl-C stops; what was measured so far is kept.`,
  stopped: 'Stopped. What was measured is kept: the same command goes on from there.',
  stoppedUnkept: 'Stopped.',
  nothingToDraw: 'Nothing was measured, so there is nothing to draw.',
  drawn: (file: string) => `Drawn into ${file}.`,
} as const;
