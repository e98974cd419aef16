// `node test/accuracy/accuracy.ts` prints the figures of the bundled model, the default threshold among them.
import { classifyWithBundledModel } from './bundled-pipeline.ts';
import { scoreOfEvenChance } from './logistic-fit.ts';
import { referencePhotos } from './reference-photos.ts';

/** How the whole pipeline does on the reference photos. Shares are 0…1. */
export interface Accuracy {
  readonly photos: number;
  /** Share whose first class is the true one. */
  readonly top1: number;
  /** Share with the true class among the first five. */
  readonly top5: number;
  /** Share whose first class is the reference implementation's. */
  readonly agreement: number;
  /** Mean absolute difference between the score of the first class and the reference's. */
  readonly meanDifference: number;
  /**
   * The score at which the first class is as likely right as wrong, by a logistic fit: the default threshold. The
   * photos are training pictures, so on others that score is right less often.
   */
  readonly evenChance: number;
}

export async function measureAccuracy(): Promise<Accuracy> {
  const photos = referencePhotos();
  const results = await classifyWithBundledModel(photos.map(({ path }) => path));
  const judged = photos.map(({ path, truth, top5: [best] }, index) => {
    const classes = results[index] ?? [];
    const [first] = classes;
    if (first === undefined || best === undefined) throw new Error(`no result for ${path}`);
    return {
      score: first.score,
      isRight: first.index === truth,
      isInTopFive: classes.some((result) => result.index === truth),
      isReferences: first.index === best[0],
      difference: Math.abs(first.score - best[1]),
    };
  });
  const share = (holds: (photo: (typeof judged)[number]) => boolean) => judged.filter(holds).length / judged.length;
  return {
    photos: judged.length,
    top1: share(({ isRight }) => isRight),
    top5: share(({ isInTopFive }) => isInTopFive),
    agreement: share(({ isReferences }) => isReferences),
    meanDifference: judged.reduce((sum, { difference }) => sum + difference, 0) / judged.length,
    evenChance: scoreOfEvenChance(judged),
  };
}

if (process.argv[1] === import.meta.filename) {
  process.stdout.write(`${JSON.stringify(await measureAccuracy(), null, 2)}\n`);
}
