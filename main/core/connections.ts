import { existsSync } from 'node:fs';
import { catalogReasonTexts } from '../../shared/texts/catalog-failures.ts';
import type { CatalogReader, CatalogWriter } from '../catalog/catalog.ts';
import { openCatalog, type OpenedCatalog } from '../catalog/open.ts';
import { openFailure } from '../catalog/open-failure.ts';
import { openRemoteReader } from '../catalog/remote-reader.ts';
import { openRemoteWriter } from '../catalog/remote-writer.ts';
import { answer, refuse, type Answer } from './answer.ts';
import type { CoreOptions } from './host-contract.ts';

export interface BothConnections {
  readonly writer: CatalogWriter;
  readonly reader: CatalogReader;
}

/** The catalog's connections, each opened at its first use. One that could not be opened, or that broke, is opened again the next time. */
export interface Connections {
  /** Of a catalog that is there. */
  readonly reader: () => Promise<Answer<CatalogReader>>;
  /**
   * Another, in a process of its own, for what goes through all that a query finds or the library has: a process answers
   * one question after the other, and a page that a person waits for does not wait for a count.
   */
  readonly counter: () => Promise<Answer<CatalogReader>>;
  /** Both; the writer first, which makes the catalog where there is none. */
  both(): Promise<Answer<BothConnections>>;
  /** Both, of a catalog that is there already: nothing is made to be asked or changed. */
  existing(): Promise<Answer<BothConnections>>;
  close(): Promise<void>;
}

type ConnectionOptions = Pick<CoreOptions, 'catalogPath' | 'spawn' | 'readerScript' | 'writerScript'>;

export function createConnections({ catalogPath, spawn, readerScript, writerScript }: ConnectionOptions): Connections {
  const writing = createOpening<CatalogWriter>();
  /** It was written to: where it is not there when its process is started again, no other is made in its place. */
  let wasWritten = false;

  async function openWriter(): Promise<Answer<CatalogWriter>> {
    if (!writing.isBegun() && wasWritten && !existsSync(catalogPath)) {
      return opened({ ok: false, failure: openFailure('gone', catalogPath, catalogReasonTexts.noFile) });
    }
    const writer = await writing.open((onDeath) =>
      writerScript === null
        ? openCatalog(catalogPath, { mode: 'write' })
        : openRemoteWriter({ spawn, script: writerScript, file: catalogPath, onDeath }),
    );
    if (writer.ok) wasWritten = true;
    return writer;
  }

  const pages = createOpening<CatalogReader>();
  const counts = createOpening<CatalogReader>();

  /** @param isThere resolves when there is a catalog to be read */
  function openReader(reading: Opening<CatalogReader>, isThere: Promise<unknown> = Promise.resolve()) {
    return reading.open((onBroken) =>
      openRemoteReader({ spawn, script: readerScript, file: catalogPath, onBroken }, isThere),
    );
  }

  async function both(): Promise<Answer<BothConnections>> {
    const opening = openWriter();
    const reader = await openReader(pages, opening);
    const writer = await opening;
    if (!writer.ok) return writer;
    return reader.ok ? answer({ writer: writer.value, reader: reader.value }) : reader;
  }

  return {
    reader: () => openReader(pages),
    counter: () => openReader(counts),
    both,
    existing: async () => {
      const reader = await openReader(pages);
      return reader.ok ? both() : reader;
    },
    close: async () => {
      try {
        await Promise.all([pages.close(), counts.close()]);
      } finally {
        await writing.close();
      }
    },
  };
}

/** One connection, opened at its first use. */
interface Opening<Face> {
  /** @param start opens it; it calls `forget` where what it has opened is of no use any more */
  open(start: (forget: () => void) => Promise<OpenedCatalog<Face>>): Promise<Answer<Face>>;
  /** It is open, or about to be. */
  isBegun(): boolean;
  close(): Promise<void>;
}

function createOpening<Face extends { close(): Promise<void> }>(): Opening<Face> {
  let current: Promise<Answer<Face>> | null = null;

  function begin(start: Parameters<Opening<Face>['open']>[0]): Promise<Answer<Face>> {
    const forget = (): void => {
      if (current === opening) current = null;
    };
    const opening = start(forget).then(opened);
    return opening;
  }

  return {
    open: async (start) => {
      const opening = (current ??= begin(start));
      let isOpen = false;
      try {
        const connection = await opening;
        isOpen = connection.ok;
        return connection;
      } finally {
        if (!isOpen && current === opening) current = null;
      }
    },
    isBegun: () => current !== null,
    close: async () => {
      const connection = await current;
      if (connection?.ok === true) await connection.value.close();
    },
  };
}

function opened<Face>(result: OpenedCatalog<Face>): Answer<Face> {
  if (result.ok) return answer(result.catalog);
  const { kind, message } = result.failure;
  return refuse({ kind: 'catalog', message, opening: kind });
}
