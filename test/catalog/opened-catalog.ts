import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CatalogReader, CatalogWriter, ModelRequest, Scope, SweepReport } from '../../main/catalog/catalog.ts';
import { openCatalog } from '../../main/catalog/open.ts';
import type { Failure } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { Classification, ContentFacts } from '../../shared/run.ts';

/** A file of a made-up folder: equal contents have equal digests. */
export interface MadeFile {
  readonly path: FilePath;
  readonly content: string;
  /** Seconds. */
  readonly mtime?: number;
  /** What a worker makes of it, where it does not classify it. */
  readonly fails?: Failure;
}

/** A catalog opened by the production code, with a connection beside it that looks at its rows. */
export interface OpenedCatalog {
  readonly folder: string;
  readonly file: string;
  readonly writer: CatalogWriter;
  readonly reader: CatalogReader;
  /** The first model, at this k. */
  request(k?: number): ModelRequest;
  rows(sql: string, ...values: unknown[]): readonly Record<string, unknown>[];
  /** The program ends without a word, as one that is killed does, and another opens the catalog. */
  die(): Promise<void>;
  /** Places a folder named by its path on a volume and answers its scope. */
  place(folder: string, volume?: string): Promise<Scope>;
  /** A run as the run room does it, over made-up folders, each a whole listing of its scope. */
  run(
    folders: readonly {
      readonly scope: Scope;
      readonly files: readonly MadeFile[];
      readonly unlisted?: readonly FilePath[];
    }[],
    request?: ModelRequest,
  ): Promise<SweepReport & { readonly statuses: readonly string[] }>;
  close(): Promise<void>;
}

export function contentOf(text: string, mtime = 1): ContentFacts {
  return { digest: hexDigestOf(text), size: text.length, mtimeNs: BigInt(mtime) * 1_000_000_000n };
}

export function hexDigestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Scores that tell contents apart: the top class is the text's length. */
export function classificationOf(text: string, k = 5): Classification {
  return {
    facts: { width: text.length, height: 10, takenAt: null },
    format: 'jpeg',
    warning: null,
    scores: Array.from({ length: k }, (_, place) => ({ index: text.length + place, score: 0.5 / (place + 1) })),
  };
}

export async function openTestCatalog(): Promise<OpenedCatalog> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-catalog-'));
  const file = path.join(folder, 'test.catalog');

  const openWriter = async (): Promise<CatalogWriter> => {
    const opened = await openCatalog(file, { mode: 'write' });
    if (!opened.ok) throw new Error(opened.failure.message);
    return opened.catalog;
  };
  let writer = await openWriter();
  const opened = await openCatalog(file, { mode: 'read' });
  if (!opened.ok) throw new Error(opened.failure.message);
  const reader = opened.catalog;
  const looking = new Database(file, { readonly: true });
  const model = await writer.registerModel({
    digest: hexDigestOf('model'),
    name: 'm',
    variant: 'b0',
    classes: 1000,
    labelSet: 'imagenet-1k',
  });
  const request = (k = 5): ModelRequest => ({ model, k });

  const runOne = async (
    { picture, file: { content, mtime, fails } }: { picture: number; file: MadeFile },
    asked: ModelRequest,
  ): Promise<string> => {
    await writer.markInFlight([picture], false);
    const settled = await writer.settleContent(picture, contentOf(content, mtime), asked);
    if (settled.reuse !== null) {
      await writer.recordResults([{ kind: 'reused', picture: settled.picture, source: settled.reuse }], asked);
      return 'reused';
    }
    await writer.recordResults(
      [
        fails === undefined
          ? { kind: 'classified', picture: settled.picture, classification: classificationOf(content, asked.k) }
          : { kind: 'failed', picture: settled.picture, failure: fails },
      ],
      asked,
    );
    return fails === undefined ? 'classified' : 'failed';
  };

  return {
    folder,
    file,
    get writer() {
      return writer;
    },
    reader,
    request,
    rows: (sql, ...values) => looking.prepare<unknown[], Record<string, unknown>>(sql).all(...values),
    die: async () => {
      // Closing writes nothing of its own: marks stay as a killed program leaves them.
      await writer.close();
      writer = await openWriter();
    },
    place: async (named, volume = '') => {
      const scopes = await writer.placeScopes([{ path: named, kind: 'folder', volume }]);
      return scopes[0]!;
    },
    run: async (folders, asked = request()) => {
      await writer.beginScan();
      const statuses: string[] = [];
      for (const { scope, files } of folders) {
        const scanned = files.map(({ path: relative, content, mtime }) => ({
          path: relative,
          ...contentOf(content, mtime),
        }));
        const entered = await writer.enterFiles(scope.root, scanned, asked);
        for (const [index, { kind, picture }] of entered.entries()) {
          statuses.push(kind === 'pending' ? await runOne({ picture, file: files[index]! }, asked) : kind);
        }
      }
      const report = await writer.sweep(folders.map(({ scope, unlisted = [] }) => ({ scope, unlisted })));
      return { ...report, statuses };
    },
    close: async () => {
      looking.close();
      await reader.close();
      await writer.close();
      rmSync(folder, { recursive: true });
    },
  };
}
