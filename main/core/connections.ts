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
  let openedWriter: Promise<Answer<CatalogWriter>> | null = null;
  /** It was written to: where it is not there when its process is started again, no other is made in its place. */
  let wasWritten = false;

  function startWriter(): Promise<Answer<CatalogWriter>> {
    if (writerScript === null) return openCatalog(catalogPath, { mode: 'write' }).then(opened);
    const forget = (): void => {
      if (openedWriter === opening) openedWriter = null;
    };
    const writing = { spawn, script: writerScript, file: catalogPath, onDeath: forget };
    const opening = openRemoteWriter(writing).then(opened);
    return opening;
  }

  async function openWriter(): Promise<Answer<CatalogWriter>> {
    if (openedWriter === null && wasWritten && !existsSync(catalogPath)) {
      return opened({ ok: false, failure: openFailure('gone', catalogPath, catalogReasonTexts.noFile) });
    }
    const opening = (openedWriter ??= startWriter());
    let isOpen = false;
    try {
      const writer = await opening;
      isOpen = writer.ok;
      if (isOpen) wasWritten = true;
      return writer;
    } finally {
      if (!isOpen && openedWriter === opening) openedWriter = null;
    }
  }

  const reading = { spawn, script: readerScript, file: catalogPath };
  const pages = createReading(reading);
  const counts = createReading(reading);

  async function both(): Promise<Answer<BothConnections>> {
    const opening = openWriter();
    const reader = await pages.open(opening);
    const writer = await opening;
    if (!writer.ok) return writer;
    return reader.ok ? answer({ writer: writer.value, reader: reader.value }) : reader;
  }

  return {
    reader: () => pages.open(),
    counter: () => counts.open(),
    both,
    existing: async () => {
      const reader = await pages.open();
      return reader.ok ? both() : reader;
    },
    close: async () => {
      try {
        await Promise.all([pages.close(), counts.close()]);
      } finally {
        const writer = await openedWriter;
        if (writer?.ok === true) await writer.value.close();
      }
    },
  };
}

interface Reading {
  /** @param isThere resolves when there is a catalog to be read */
  open(isThere?: Promise<unknown>): Promise<Answer<CatalogReader>>;
  close(): Promise<void>;
}

/** One reading connection, opened at its first use. */
function createReading(options: Omit<Parameters<typeof openRemoteReader>[0], 'onBroken'>): Reading {
  let openedReader: Promise<Answer<CatalogReader>> | null = null;

  function startReader(isThere: Promise<unknown>): Promise<Answer<CatalogReader>> {
    const forget = (): void => {
      if (openedReader === opening) openedReader = null;
    };
    const opening = openRemoteReader({ ...options, onBroken: forget }, isThere).then(opened);
    return opening;
  }

  return {
    open: async (isThere = Promise.resolve()) => {
      const opening = (openedReader ??= startReader(isThere));
      let isOpen = false;
      try {
        const reader = await opening;
        isOpen = reader.ok;
        return reader;
      } finally {
        if (!isOpen && openedReader === opening) openedReader = null;
      }
    },
    close: async () => {
      const reader = await openedReader;
      if (reader?.ok === true) await reader.value.close();
    },
  };
}

function opened<Face>(result: OpenedCatalog<Face>): Answer<Face> {
  if (result.ok) return answer(result.catalog);
  const { kind, message } = result.failure;
  return refuse({ kind: 'catalog', message, opening: kind });
}
