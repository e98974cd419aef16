import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { isLocked } from '../core/answer.ts';
import { refusal, reply, replyOf, type CommandHandlers } from './command-handlers.ts';
import { failureText } from './failure-text.ts';
import type { KeptOrders } from './kept-orders.ts';
import type { KeptViews } from './kept-views.ts';
import type { Library } from './library.ts';
import { classView, failureView, pictureView, searchView } from './views.ts';

export interface CatalogCommandParts {
  readonly library: () => Library;
  readonly version: string;
  readonly keptOrders: KeptOrders;
  readonly keptViews: KeptViews;
  /** The library is another one by now. */
  readonly onChange: () => void;
}

type CatalogCommand =
  | 'start'
  | 'search'
  | 'listedPictures'
  | 'scoreCounts'
  | 'summary'
  | 'classCounts'
  | 'stateCounts'
  | 'count'
  | 'picture'
  | 'pictureProblem'
  | 'keepView'
  | 'failures'
  | 'failureKinds'
  | 'classTree'
  | 'classNames';

/** Commands that ask the catalog, or change it. The model is the one chosen in it. */
export function catalogCommands({
  library,
  version,
  keptOrders,
  keptViews,
  onChange,
}: CatalogCommandParts): CommandHandlers<CatalogCommand> {
  return {
    start: async () => {
      const { core, catalog, runs, unlocking } = library();
      const opened = await core.open();
      if (!opened.ok && isLocked(opened.failure)) {
        // The window asks again when it hears of a change.
        unlocking.begin(onChange);
        return refusal(`${failureText(opened.failure)} ${texts.opensByItself}`);
      }
      if (!opened.ok) return refusal(failureText(opened.failure));
      // What a run that is going on has not done yet was not left by anyone.
      const run = runs.view();
      const [described, counted, left] = await Promise.all([
        core.describeModel(null),
        core.countMatches('', null),
        run === null ? core.unfinished(null) : null,
      ]);
      if (!described.ok) return refusal(failureText(described.failure));
      if (!counted.ok) return refusal(failureText(counted.failure));
      if (left !== null && !left.ok) return refusal(failureText(left.failure));
      const { model, threshold } = described.value;
      const { id, name, classes } = model.manifest;
      return reply({
        catalog,
        model: { id, name, classes, threshold },
        pictures: counted.value.pictures,
        unfinished: left?.value.pictures ?? 0,
        queued: keptOrders.left(catalog).flatMap(({ paths }) => paths).length,
        isInterrupted: left?.value.isInterrupted ?? false,
        run,
        view: keptViews.of(catalog),
        version,
      });
    },
    search: async ({ query, among, ...request }) =>
      replyOf(await library().core.searchList(query, null, request, among), searchView),
    listedPictures: async ({ list, from, to }) =>
      replyOf(await library().core.listedPictures(list, from, to), (pictures) => pictures),
    scoreCounts: async ({ query }) => replyOf(await library().core.scoreCounts(query, null), (counts) => counts),
    summary: async ({ query }) => replyOf(await library().core.summary(query, null), (summary) => summary),
    classCounts: async () => replyOf(await library().core.classCounts(null), (counts) => counts),
    stateCounts: async () => replyOf(await library().core.stateCounts(null), (counts) => counts),
    count: async ({ query, among }) =>
      replyOf(await library().core.countMatches(query, null, among), (counted) => counted),
    picture: async ({ picture }) => {
      const described = await library().core.picture(picture, null);
      if (!described.ok) return refusal(failureText(described.failure));
      return described.value === null ? refusal(texts.unknownPicture) : reply(pictureView(described.value));
    },
    pictureProblem: async (wish) => reply({ problem: await library().pictures.problemOf(wish) }),
    keepView: async ({ view }) => {
      await keptViews.keep(library().catalog, view);
      return reply(null);
    },
    failures: async ({ after, limit, kind }) =>
      replyOf(await library().core.failuresPage(after, limit, kind), (failures) => failures.map(failureView)),
    failureKinds: async () => replyOf(await library().core.failureKinds(), (kinds) => kinds),
    classTree: async () =>
      replyOf(await library().core.classTree(null, null), ({ trees }) => (trees ?? []).map(classView)),
    classNames: async () => replyOf(await library().core.classNames(null), (names) => names),
  };
}
