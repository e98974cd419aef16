import type { EngineName } from '../../shared/engine.ts';
import type { EnginePackFacts, EnginePackStep, PackedEngine } from '../../shared/engine-pack.ts';
import type { EngineProgress, EngineReport } from '../../shared/engine-report.ts';
import type { FailureKind } from '../../shared/failure.ts';
import type { CountedState } from '../../shared/query/states.ts';
import type { ComparisonProgress, ModelComparison, ScaledNetwork } from '../../shared/model-comparison.ts';
import type { RecognisedModel } from '../../shared/model-import.ts';
import type { CatalogSettings } from '../../shared/settings.ts';
import type { AcceptChange, Made, ReviewOutcome, TagChange, UndoneOperation } from '../catalog/changes.ts';
import type { ListRequest } from '../catalog/compiled-query.ts';
import type {
  FailureKindCount,
  FolderDescription,
  ForgetPreview,
  KnownFolder,
  RootDescription,
  TagCount,
} from '../catalog/reader-answers.ts';
import type { Presence, UsablePack } from '../engine/engine-presence.ts';
import type { KeptPack } from '../engine-pack/kept-pack.ts';
import type { DownloadLimits } from '../download/download-file.ts';
import type { HttpGet } from '../download/http-get.ts';
import type { ModelList } from '../model/model-folder.ts';
import type { ClassName, ClassTree } from '../model/taxonomy.ts';
import type { Answer } from './answer.ts';
import type {
  FailedPicture,
  InstallableModel,
  InstallNews,
  ModelChecks,
  ModelFacts,
  ModelImport,
  ModelInstallation,
  ModelRemoval,
  ModelResults,
  NameCount,
  PictureDescription,
  PictureLocation,
  PreparedImport,
  RootMove,
  RunPreview,
  SearchAnswer,
  SearchListAnswer,
  SearchSummary,
  UnfinishedPictures,
} from './host-answers.ts';
import type {
  AcceptRequest,
  ClassifyRequest,
  EnginePackRequest,
  CompareRequest,
  ExportRequest,
  ModelImportRequest,
  ModelInstallRequest,
  PreviewRequest,
  RetryRequest,
  ReviewRequest,
  RunRequest,
  SearchRequest,
  TagRequest,
} from './host-requests.ts';
import type { DrawnChart } from './chart-files.ts';
import type { ModelPlaces } from './model-choice.ts';
import type { UnknownName } from './questions.ts';
import type { RunControl } from './run-control.ts';
import type { RunNews, RunSummary } from './run-news.ts';
import type { PoolSettings, RunForesight } from './run-pool.ts';

export type { ClassTree, RunForesight };

/** What a host gives: places, and how it starts a process. */
export interface CoreOptions extends ModelPlaces, PoolSettings {
  readonly catalogPath: string;
  /** Absolute: the engine packs that a person has added, each a folder in it. */
  readonly enginesDir: string;
  /** Absolute path of the program that reads the catalog. */
  readonly readerScript: string;
  /** Absolute path of the program that writes the catalog; null: it is written in this process, which then waits for it. */
  readonly writerScript: string | null;
  readonly published: PublishedPlaces;
  /** What is seen of an engine, in place of a look at this machine: for tests. `pack`: the engine pack that can be used. */
  readonly findEngine?: (engine: EngineName, pack: UsablePack | null) => Presence;
}

/** What is published, and how it is reached. */
export interface PublishedPlaces {
  /** Absolute: the list of models that can be installed. */
  readonly list: string;
  /** Absolute: texts of the licences that it names. */
  readonly licencesDir: string;
  /** The network, used only where a person asks for a model. */
  readonly get: HttpGet;
  /** How patient a download is; left out: as usual. */
  readonly limits?: DownloadLimits;
}

/** Everything that a host needs. Opens what it uses at the first use; `close` closes it. */
export interface Core {
  /** Opens the catalog, made where there is none: a window does that first. The command line lets the first use do it. */
  open(): Promise<Answer<null>>;
  classify(request: ClassifyRequest, control: RunControl, tell: TellRun): Promise<Answer<RunSummary>>;
  /** Counts what a run would find: walks the folders, opens no file, writes nothing. Null where `signal` was aborted. */
  previewRun(request: PreviewRequest, signal: AbortSignal): Promise<Answer<RunPreview | null>>;
  /** Tries failed pictures again: those at or below the named paths, or all. */
  retryFailures(request: RetryRequest, control: RunControl, tell: TellRun): Promise<Answer<RunSummary>>;
  /** The same with pictures by their row ids, or with all that failed in one way. */
  retryChosen(
    which: { readonly pictures: readonly number[] } | { readonly kind: FailureKind },
    request: RunRequest,
    control: RunControl,
    tell: TellRun,
  ): Promise<Answer<RunSummary>>;
  /** How many pictures the model has still to do: what a run left that was stopped, killed or cut off. Not while one is under way. */
  unfinished(modelId: string | null): Promise<Answer<UnfinishedPictures>>;
  /** A run over the roots of these pictures. */
  continueRun(request: RunRequest, control: RunControl, tell: TellRun): Promise<Answer<RunSummary>>;
  /** A run over one root; of a root of kind *files*, over the files it knows. */
  rescanRoot(root: number, request: RunRequest, control: RunControl, tell: TellRun): Promise<Answer<RunSummary>>;
  search(text: string, modelId: string | null, request: SearchRequest): Promise<Answer<SearchAnswer>>;
  /**
   * A part of the same by position, of a list that does not change: for a window that shows any place of it. `among`:
   * rows beside which nothing is found.
   */
  searchList(
    text: string,
    modelId: string | null,
    request: ListRequest,
    among?: readonly number[],
  ): Promise<Answer<SearchListAnswer>>;
  /** Row ids of such a list, from one position up to, not including, another; null where it is no longer kept. */
  listedPictures(list: number, from: number, to: number): Promise<Answer<readonly number[] | null>>;
  /**
   * How many pictures the query would find at each least score of its words, in hundredths from 0 to 1; null where it
   * looks at other than best predictions.
   */
  scoreCounts(text: string, modelId: string | null): Promise<Answer<readonly number[] | null>>;
  /** What is in a search. */
  summary(text: string, modelId: string | null): Promise<Answer<SearchSummary>>;
  /** How many pictures each of these states finds. */
  stateCounts(modelId: string | null): Promise<Answer<Readonly<Record<CountedState, number>>>>;
  /** How many pictures each name of a class or of a group above classes finds, where it finds any. */
  classCounts(modelId: string | null): Promise<Answer<readonly NameCount[]>>;
  /** How many pictures a query finds, `among` these rows or in all. */
  countMatches(
    text: string,
    modelId: string | null,
    among?: readonly number[],
  ): Promise<Answer<{ readonly pictures: number }>>;
  /** One picture by its row id, with the model's predictions; null where the catalog has no such row. */
  picture(picture: number, modelId: string | null): Promise<Answer<PictureDescription | null>>;
  /** Where its file is: a single look-up. */
  pictureFile(picture: number): Promise<Answer<PictureLocation | null>>;
  /** `tellFirst` hears what would change; false leaves everything as it is. */
  changeTag(
    request: TagRequest,
    tellFirst: (change: TagChange, unknown: readonly UnknownName[]) => boolean,
  ): Promise<Answer<TagChange & Made>>;
  /** Every tag, by name, with how many present or offline pictures carry it. */
  tags(): Promise<Answer<readonly TagCount[]>>;
  renameTag(name: string, to: string): Promise<Answer<Made>>;
  /** The tag goes; its contents carry the other one. */
  mergeTag(name: string, into: string): Promise<Answer<{ readonly contents: number } & Made>>;
  deleteTag(name: string): Promise<Answer<{ readonly contents: number } & Made>>;
  /** What a person says of the best class of each chosen picture: above any score, and above what was said before. */
  review(request: ReviewRequest): Promise<Answer<ReviewOutcome>>;
  /** Accepts what no person has reviewed, from a score on; `tellFirst` as above. */
  acceptFrom(
    request: AcceptRequest,
    tellFirst: (change: AcceptChange) => boolean,
  ): Promise<Answer<AcceptChange & Made>>;
  /**
   * Takes the last change of tags or reviews back that was not taken back yet, also one of an earlier start; null: there is
   * none. `operation`: that one only, which is refused where it is not the last one any more.
   */
  undo(operation?: number | null): Promise<Answer<UndoneOperation | null>>;
  exportCsv(
    request: ExportRequest,
  ): Promise<Answer<{ readonly rows: number; readonly unknownNames: readonly UnknownName[] }>>;
  roots(modelId: string | null): Promise<Answer<readonly RootDescription[]>>;
  /** The folders right below these, by their row ids. */
  foldersBelow(parents: readonly number[], modelId: string | null): Promise<Answer<readonly FolderDescription[]>>;
  /** Every folder that has pictures, in it or below it. */
  allFolders(): Promise<Answer<readonly KnownFolder[]>>;
  /**
   * Looks whether the roots are there, and says so in the catalog; `mayChange` is asked right before that. One whose file
   * system does not answer stays as it was.
   */
  lookAtRoots(mayChange: () => boolean): Promise<Answer<{ readonly changed: number }>>;
  /** What forgetting a root would take away. */
  previewForget(root: number): Promise<Answer<ForgetPreview>>;
  /** By its row id, or by its path. The pictures leave the catalog; no file is touched. */
  forgetRoot(root: number | string): Promise<Answer<{ readonly pictures: number }>>;
  /**
   * Says that a root, by its row id or its path, is in another folder now: ids, tags and reviews stay. Unless `isSure`,
   * some of its pictures are looked for there first, and where most are missing, nothing is changed.
   */
  moveRoot(root: number | string, to: string, isSure: boolean): Promise<Answer<RootMove>>;
  failures(): Promise<Answer<AsyncIterable<FailedPicture>>>;
  /** A page of the same, by row id, after that of the last one of the page before (null: the first page); of one kind, or of all. */
  failuresPage(
    after: number | null,
    limit: number,
    kind: FailureKind | null,
  ): Promise<Answer<readonly FailedPicture[]>>;
  /** The kinds of failure that there are, the most frequent first. */
  failureKinds(): Promise<Answer<readonly FailureKindCount[]>>;
  /** The models that are installed; `chosen`: the id of the one in use in this catalog, null before the first. */
  models(): Promise<ModelList & { readonly chosen: string | null }>;
  /**
   * Makes a model of a checkpoint, tries it on a picture, and puts it among a person's own, whole or not at all. `tell`
   * hears what was recognised before anything is written; the answer is `cancelled` once `signal` is aborted.
   */
  importModel(
    request: ModelImportRequest,
    signal: AbortSignal,
    tell: (recognised: RecognisedModel) => void,
  ): Promise<Answer<ModelImport>>;
  /** The same up to where a person says that it may stay: then nothing is among the models yet. */
  prepareImport(
    request: ModelImportRequest,
    signal: AbortSignal,
    tell: (recognised: RecognisedModel) => void,
  ): Promise<Answer<PreparedImport>>;
  /** The published models that can be installed. Asks nobody. */
  installableModels(): Promise<Answer<readonly InstallableModel[]>>;
  /** Brings a published model in: downloaded, or from a file; compared with what its publisher states, tried, whole or not at all. */
  installModel(
    request: ModelInstallRequest,
    signal: AbortSignal,
    tell: (news: InstallNews) => void,
  ): Promise<Answer<ModelInstallation>>;
  /** Reads the weights and labels of one model, or of all (null), and compares them with what their manifests say. */
  verifyModels(id: string | null): Promise<Answer<ModelChecks>>;
  /**
   * Takes one of a person's own models away. `predictions`: what happens to those that the catalog has of it; null: it is
   * asked, and nothing is removed, where there are any. Tags, and what a person said of its predictions, stay.
   */
  removeModel(id: string, predictions: 'keep' | 'delete' | null): Promise<Answer<ModelRemoval>>;
  /** Null: the chosen one. */
  describeModel(id: string | null): Promise<Answer<ModelFacts>>;
  /** From now on this is the model of every command that names no other. Its results, and those of others, stay as they are. */
  chooseModel(id: string): Promise<Answer<null>>;
  /** Every model that has results in this catalog, or is installed, with how far it has come. */
  modelResults(): Promise<Answer<ModelResults>>;
  /** Removes a model's predictions for good, by its row. Tags, and what a person said of its predictions, stay. Cut off, it has removed some, and may be asked again. */
  forgetModel(model: number): Promise<Answer<{ readonly pictures: number }>>;
  settings(): Promise<Answer<CatalogSettings>>;
  /** What is left out stays as it is. A run that is under way goes on as it began. Answers everything that is set now. */
  changeSettings(change: Partial<CatalogSettings>): Promise<Answer<CatalogSettings>>;
  /** What a run with the chosen model would take of this machine. */
  foreseeRun(): Promise<Answer<RunForesight>>;
  /** What the pack in a folder or archive says of itself; refused where it cannot run on this machine. Nothing is tried yet. */
  describeEnginePack(path: string): Promise<Answer<EnginePackFacts>>;
  /**
   * Adds an engine pack, in place of an earlier one: copied aside and compared file by file, tried on a network in a process
   * of its own, and only then there. What is refused leaves nothing behind.
   */
  addEnginePack(
    request: EnginePackRequest,
    signal: AbortSignal,
    tell: (step: EnginePackStep) => void,
  ): Promise<Answer<EnginePackFacts>>;
  removeEnginePack(engine: PackedEngine): Promise<Answer<null>>;
  /** Reads every file of the pack that was added, and compares it with the digest that the pack gives. */
  verifyEnginePack(engine: PackedEngine): Promise<Answer<KeptPack>>;
  /**
   * Every engine: whether it is here, or why not and the way to get it, and which one a run takes. Tries none; a library that says
   * its version only when it is loaded is loaded in a process of its own, which has some seconds for it. Null, or left out: speeds
   * with the chosen model.
   */
  engines(modelId?: string | null): Promise<Answer<EngineReport>>;
  /**
   * Measures every engine that is here with the chosen model, the reference first, and keeps what came of it, for runs too.
   * Graphics processors in software are left out unless chosen by name. `tell` hears of each before it begins. Once `signal`
   * is aborted it ends soon, `isComplete` false; what was measured by then is kept. `notKept`: why not, for a person; null: all was.
   */
  measureEngines(
    signal: AbortSignal,
    tell: (progress: EngineProgress) => void,
    modelId?: string | null,
  ): Promise<Answer<{ readonly report: EngineReport } & Measured>>;
  /** Every published network, with what is known of its speed on this machine; nothing is measured. */
  comparison(): Promise<ModelComparison>;
  /**
   * Measures their speed, one after the other, and keeps it. `tell` hears of each before it begins. Once `signal` is aborted
   * it ends soon, `isComplete` false; what was measured by then is kept. `notKept` as of `measureEngines`.
   */
  compareModels(
    request: CompareRequest,
    signal: AbortSignal,
    tell: (progress: ComparisonProgress) => void,
  ): Promise<Answer<{ readonly comparison: ModelComparison } & Measured>>;
  /** B0 to B7, as width, depth and resolution grow. */
  scaledNetworks(): readonly ScaledNetwork[];
  /** Whether something may be drawn into a file of that name. */
  checkDrawing(file: string): Answer<null>;
  /** Draws into an SVG file. */
  drawChart(file: string, chart: DrawnChart): Promise<Answer<null>>;
  /** What a model can see: all, or what a word stands for; the nearest where it stands for nothing. */
  classTree(
    id: string | null,
    word: string | null,
  ): Promise<Answer<{ readonly trees: readonly ClassTree[] | null; readonly nearest: readonly string[] }>>;
  /** All that a model's classes and the groups above them are called. */
  classNames(id: string | null): Promise<Answer<readonly ClassName[]>>;
  close(): Promise<void>;
}

/** How a measuring ended. */
export interface Measured {
  readonly isComplete: boolean;
  readonly notKept: string | null;
}

export type TellRun = (news: RunNews) => Promise<void>;
