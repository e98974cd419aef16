import { z } from 'zod';
import type { KnownDigest, RecognisedModel } from '../model-import.ts';
import { ORIGIN_IDS } from '../recognition.ts';
import type { EventPayload } from './events.ts';

// What the window asks about models that come and go, and what it is answered.

const modelId = z.string().min(1).max(200);
/** Absolute, and nothing but what a dialog of the system answered. */
const chosenFile = z.string().min(1).max(32_767);

export const MODEL_FILE_KINDS = ['checkpoint', 'labels', 'picture'] as const;
export type ModelFileKind = (typeof MODEL_FILE_KINDS)[number];

export const MODEL_ARRIVAL_COMMANDS = {
  /** The published models. Asks nobody. */
  installableModels: z.strictObject({}),
  /** Downloads one, or asks for its file by a dialog of the system. */
  installModel: z.strictObject({ id: modelId, fromFile: z.boolean() }),
  /** What has come of a download stays for the next time. */
  cancelInstall: z.strictObject({}),
  /** A dialog of the system, for a file that an import names afterwards. */
  chooseModelFile: z.strictObject({ kind: z.enum(MODEL_FILE_KINDS) }),
  /** Makes a model of a checkpoint and tries it, up to where a person says that it may stay. Picture null: a sample. */
  prepareImport: z.strictObject({
    file: chosenFile,
    labels: z.nullable(chosenFile),
    origin: z.nullable(z.enum(ORIGIN_IDS)),
    name: z.nullable(z.string().trim().min(1).max(200)),
    picture: z.nullable(chosenFile),
  }),
  acceptImport: z.strictObject({}),
  /** Nothing is left of what was prepared, or is being. */
  discardImport: z.strictObject({}),
  /** Takes one of a person's own away. `predictions`: what happens to those of this library; null: it is asked where there are any. */
  removeModel: z.strictObject({ id: modelId, predictions: z.nullable(z.enum(['keep', 'delete'])) }),
} as const satisfies Record<string, z.ZodType>;

export interface ModelArrivalOutputs {
  readonly installableModels: {
    readonly models: readonly InstallableModelView[];
    /** The one that is on its way: until it is told of again, for a screen that was not there when it began. */
    readonly installing: EventPayload<'installing'>;
  };
  /** Null: the person chose no file, or cancelled it. */
  readonly installModel: InstalledView | null;
  readonly cancelInstall: null;
  /** Absolute; null: the person chose none. */
  readonly chooseModelFile: string | null;
  /** Null: it was discarded meanwhile. */
  readonly prepareImport: PreparedImportView | null;
  readonly acceptImport: { readonly id: string; readonly name: string };
  readonly discardImport: null;
  readonly removeModel: ModelRemovalView;
}

export interface InstallableModelView {
  readonly id: string;
  readonly name: string;
  readonly publisher: string;
  /** Whom a download asks, and for what. */
  readonly host: string;
  readonly url: string;
  /** Whether those who make Classifold have seen that succeed. */
  readonly isDownloadSeen: boolean;
  readonly bytes: number;
  /** False: computed from the network. */
  readonly isSizeStated: boolean;
  readonly licence: string;
  /** Percent, of ImageNet's validation set, as published, at so many pixels a side. */
  readonly top1: number;
  readonly top1At: number;
  readonly digest: KnownDigest;
  readonly isInstalled: boolean;
}

/** What a model sees in the picture that it was tried on. */
export interface TriedView {
  /** Name of the picture's file. */
  readonly picture: string;
  readonly label: string;
  readonly score: number;
}

export interface InstalledView {
  readonly name: string;
  /** Null: it was there before, and was left as it is. */
  readonly tried: TriedView | null;
}

export interface PreparedImportView {
  readonly id: string;
  readonly name: string;
  readonly recognised: RecognisedModel;
  /** Null: a model that gives the same scores is there already, and nothing is to be accepted. */
  readonly tried: (TriedView & { readonly url: string }) | null;
}

export type ModelRemovalView =
  /** The library has so much of it: nothing was removed yet. */
  | { readonly kind: 'asks'; readonly pictures: number; readonly reviews: number }
  /** `chosen`: name of the model in use from now on, where it was this one. */
  | { readonly kind: 'removed'; readonly forgotten: number; readonly chosen: string | null };
