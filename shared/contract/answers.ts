import type { EnginePackFacts } from '../engine-pack.ts';
import type { FailureKind } from '../failure.ts';
import type { ModelComparison, ScaledNetwork } from '../model-comparison.ts';
import type { CountedState } from '../query/states.ts';
import type { KnownNames } from '../query/suggest.ts';
import type { ChosenPackView, EnginesView } from './engine-views.ts';
import type { ModelArrivalOutputs } from './model-arrivals.ts';
import type { ModelsView, SettingsView } from './model-views.ts';
import type {
  CountedName,
  SummaryView,
  AcceptView,
  ClassView,
  FailureView,
  PictureProblemView,
  FolderView,
  ForgetPreviewView,
  PictureView,
  RootLocated,
  RootView,
  RunPreview,
  SearchView,
  StartView,
  StorageView,
  MadeView,
  TagChangeView,
  UndoView,
} from './views.ts';

/** What a command comes to: expected failures are values, with a sentence for a person. */
export type Reply<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly message: string };

/** A value that is the same after it went through JSON; `never` in place of each part that would not be. */
export type UnchangedByJson<Value> = Value extends string | number | boolean | null
  ? Value
  : Value extends bigint | symbol | undefined | Date | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | Uint8Array
    ? never
    : { readonly [Key in keyof Value]: UnchangedByJson<Value[Key]> };

/** Each goes to the window as JSON: see `WindowBridge`. */
export interface CommandOutputs extends ModelArrivalOutputs {
  readonly start: StartView;
  readonly allowMenuItems: null;
  /** `isDefault`: it is the application's own. */
  readonly catalogPlace: { readonly isDefault: boolean };
  readonly openCatalog: null;
  readonly choosePaths: readonly string[];
  readonly previewRun: RunPreview;
  readonly cancelPreview: null;
  readonly startRun: null;
  readonly runSamples: null;
  readonly continueRun: null;
  readonly pauseRun: null;
  readonly resumeRun: null;
  readonly cancelRun: null;
  readonly removeWaitingRun: null;
  readonly cancelAllRuns: null;
  readonly search: SearchView;
  /** Null: that list is no longer kept. */
  readonly listedPictures: readonly number[] | null;
  /** In hundredths from 0 to 1; null where the query looks at other than best predictions. */
  readonly scoreCounts: readonly number[] | null;
  readonly summary: SummaryView;
  /** Names that find nothing are left out. */
  readonly classCounts: readonly CountedName[];
  readonly stateCounts: Readonly<Record<CountedState, number>>;
  readonly count: { readonly pictures: number };
  readonly picture: PictureView;
  /** Null: nobody knows. */
  readonly pictureProblem: { readonly problem: PictureProblemView | null };
  readonly previewTag: TagChangeView;
  readonly changeTag: TagChangeView & MadeView;
  readonly renameTag: MadeView;
  readonly mergeTag: { readonly contents: number } & MadeView;
  readonly deleteTag: { readonly contents: number } & MadeView;
  readonly review: { readonly changed: number } & MadeView;
  readonly previewAccept: AcceptView;
  readonly acceptFrom: AcceptView & MadeView;
  readonly undo: { readonly undone: UndoView | null };
  readonly tags: readonly { readonly name: string; readonly pictures: number }[];
  readonly roots: readonly RootView[];
  readonly folders: readonly FolderView[];
  readonly folderNames: KnownNames['folders'];
  readonly rescanRoot: null;
  /** Null: the person chose none. */
  readonly locateRoot: RootLocated | null;
  readonly moveRoot: null;
  readonly previewForget: ForgetPreviewView;
  readonly forgetRoot: { readonly pictures: number };
  readonly failures: readonly FailureView[];
  readonly failureKinds: readonly { readonly kind: FailureKind; readonly pictures: number }[];
  readonly retryFailures: null;
  /** Null: the person chose no file, or stopped it. */
  readonly exportCsv: { readonly file: string; readonly rows: number } | null;
  readonly cancelExport: null;
  readonly showExported: null;
  readonly storage: StorageView;
  /** Not: the person goes on with what that would stop. */
  readonly deleteAllData: { readonly isBegun: boolean };
  readonly showInFolder: null;
  readonly models: ModelsView;
  readonly chooseModel: null;
  readonly forgetModel: { readonly pictures: number };
  readonly engines: EnginesView;
  readonly chooseEngine: EnginesView;
  /** False: it was cancelled; what was measured by then is kept. */
  readonly measureEngines: { readonly isComplete: boolean };
  readonly cancelMeasuringEngines: null;
  /** Null: the person chose none. */
  readonly chooseEnginePack: ChosenPackView | null;
  /** Null: it was cancelled, and nothing of it is here. */
  readonly addEnginePack: EnginePackFacts | null;
  readonly cancelAddingEnginePack: null;
  readonly removeEnginePack: null;
  readonly comparison: ModelComparison;
  /** A sentence for a person about each network that could not be measured now: `comparison` has what was measured before. */
  readonly measureModels: { readonly failures: readonly string[] };
  readonly cancelMeasuring: null;
  readonly scaledNetworks: readonly ScaledNetwork[];
  readonly keepView: null;
  readonly settings: SettingsView;
  readonly changeSettings: SettingsView;
  readonly clearThumbnails: SettingsView;
  readonly classTree: readonly ClassView[];
  readonly classNames: KnownNames['classes'];
}
