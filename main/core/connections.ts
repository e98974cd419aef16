import type { CatalogReader, CatalogWriter } from '../catalog/catalog.ts';
import { openCatalog, type OpenedCatalog } from '../catalog/open.ts';
import { openRemoteReader } from '../catalog/remote-reader.ts';
import { openRemoteWriter } from '../catalog/remote-writer.ts';
import { answer, refuse, type Answer } from './answer.ts';
import type { CoreOptions } from './host-contract.ts';

export interface BothConnections {
  readonly writer: CatalogWriter;
  readonly reader: CatalogReader;
}

/** The catalog's two connections, each opened at its first use. One that could not be opened, or that broke, is opened again the next time. */
export interface Connections {
  /** Of a catalog that is there. */
  reader(): Promise<Answer<CatalogReader>>;
  /** Both; the writer first, which makes the catalog where there is none. */
  both(): Promise<Answer<BothConnections>>;
  /** Both, of a catalog that is there already: nothing is made to be asked or changed. */
  existing(): Promise<Answer<BothConnections>>;
  close(): Promise<void>;
}

type ConnectionOptions = Pick<CoreOptions, 'catalogPath' | 'spawn' | 'readerScript' | 'writerScript'>;

export function createConnections({ catalogPath, spawn, readerScript, writerScript }: ConnectionOptions): Connections {
  let openedWriter: Promise<Answer<CatalogWriter>> | null = null;
  let openedReader: Promise<Answer<CatalogReader>> | null = null;

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
    const opening = (openedWriter ??= startWriter());
    const writer = await opening;
    if (!writer.ok && openedWriter === opening) openedWriter = null;
    return writer;
  }

  async function openReader(isThere: Promise<unknown> = Promise.resolve()): Promise<Answer<CatalogReader>> {
    const reading = { spawn, script: readerScript, file: catalogPath };
    const opening = (openedReader ??= openRemoteReader(reading, isThere).then(opened));
    const reader = await opening;
    if (!reader.ok && openedReader === opening) openedReader = null;
    return reader;
  }

  async function both(): Promise<Answer<BothConnections>> {
    const opening = openWriter();
    const reader = await openReader(opening);
    const writer = await opening;
    if (!writer.ok) return writer;
    return reader.ok ? answer({ writer: writer.value, reader: reader.value }) : reader;
  }

  return {
    reader: () => openReader(),
    both,
    existing: async () => {
      const reader = await openReader();
      return reader.ok ? both() : reader;
    },
    close: async () => {
      const reader = await openedReader;
      try {
        if (reader?.ok === true) await reader.value.close();
      } finally {
        const writer = await openedWriter;
        if (writer?.ok === true) await writer.value.close();
      }
    },
  };
}

function opened<Face>(result: OpenedCatalog<Face>): Answer<Face> {
  return result.ok ? answer(result.catalog) : refuse({ kind: 'catalog', message: result.failure.message });
}
