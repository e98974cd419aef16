import { assertNever } from '../../shared/assert-never.ts';
import { catalogFailureTexts as texts } from '../../shared/texts/catalog-failures.ts';
import { howItEnded, ProcessDied, type Spawn } from '../process/started-process.ts';
import type { CatalogOpenFailure } from './open-failure.ts';
import type { FromReader, ReaderProcess, ReaderQuestion, ToReader } from './reader-protocol.ts';

/** How a reader process is started, and for which catalog. */
export interface ReaderProcessOptions {
  readonly spawn: Spawn;
  /** Absolute path of the reader program. */
  readonly script: string;
  /** The catalog. */
  readonly file: string;
  /** No process will be started any more: this reader answers nothing, and the catalog may be opened again. */
  readonly onBroken: () => void;
}

/** The program's end: one reader process at a time, replaced when it dies. */
export interface ReaderConnection {
  /** Opens the catalog; asked once, before anything else. Null: it is open. Rejects where no process stays alive for it. */
  open(): Promise<CatalogOpenFailure | null>;
  /** Asked again of the next process where this one dies; rejects where the reader threw, or processes die again and again. */
  answer(call: CallQuestion): Promise<unknown>;
  /** A stream's first page, in the same way; or the one after `last`: rejects also where the process that began it is gone. */
  page(stream: StreamQuestion, last: ReaderPage | null): Promise<ReaderPage>;
  /** Nobody wants the rest of a stream. */
  abandon(stream: StreamQuestion): void;
  /** Resolves when no process is left. */
  close(): Promise<void>;
}

type CallQuestion = Extract<ReaderQuestion, { kind: 'call' }>;
type StreamQuestion = Extract<ReaderQuestion, { kind: 'stream' }>;

export interface ReaderPage {
  readonly rows: readonly unknown[];
  readonly isLast: boolean;
  /** It alone has the rest. */
  readonly from: ReaderProcess;
}

interface Waiting {
  readonly question: ReaderQuestion;
  readonly settle: (message: Answered, from: ReaderProcess) => void;
  readonly reject: (error: Error) => void;
  /** Pages of it were handed out: it cannot begin again. */
  readonly isBegun: boolean;
}

type Answered = Extract<FromReader, { kind: 'answer' | 'page' }>;

// One that ends again and again, with nothing answered in between, is given up.
const MAX_DEATHS = 3;
const CLOSE_WITHIN_MS = 3000;

/** Starts the first process at once, so that it is ready by the time the catalog may be opened. */
export function createReaderConnection({ spawn, script, file, onBroken }: ReaderProcessOptions): ReaderConnection {
  const waiting = new Map<number, Waiting>();
  let deaths = 0;
  let isAsked = false;
  let isOpen = false;
  let isClosing = false;
  /** Why nothing more can be asked. */
  let broken: Error | null = null;
  let tellOpened: (failure: CatalogOpenFailure | null) => void = () => undefined;
  let failOpening: (error: Error) => void = () => undefined;
  let tellGone: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    tellGone = resolve;
  });
  let current = start();

  function start(): ReaderProcess {
    const started = spawn(script, { ioThreads: null, givesWay: false }) as ReaderProcess;
    started.onMessage((message) => {
      hear(message, started);
    });
    started.onExit((end) => {
      if (isClosing || broken !== null) tellGone();
      else replace(texts.readerEnded(howItEnded(end), end.stderr.trim()));
    });
    return started;
  }

  function hear(message: FromReader, from: ReaderProcess): void {
    switch (message.kind) {
      case 'opened':
        if (message.failure === null) {
          isOpen = true;
          tellOpened(null);
          for (const { question } of waiting.values()) current.send(question);
        } else {
          tellOpened(message.failure);
          breakDown(message.failure.message);
          current.kill();
        }
        return;
      case 'answer':
      case 'page':
        deaths = 0;
        takeOut(message.id)?.settle(message, from);
        return;
      case 'fault':
        deaths = 0;
        takeOut(message.id)?.reject(new Error(texts.notRead(file, message.message)));
        return;
      default:
        assertNever(message);
    }
  }

  function takeOut(id: number): Waiting | undefined {
    const one = waiting.get(id);
    waiting.delete(id);
    return one;
  }

  function replace(reason: string): void {
    isOpen = false;
    deaths += 1;
    for (const [id, one] of [...waiting]) if (one.isBegun) takeOut(id)?.reject(interrupted());
    if (deaths >= MAX_DEATHS) {
      breakDown(texts.readerDied(file, deaths, reason));
      tellGone();
      return;
    }
    current = start();
    if (isAsked) current.send({ kind: 'open', file });
  }

  function interrupted(): Error {
    return new Error(texts.listInterrupted(file));
  }

  function closedBefore(): Error {
    return new ProcessDied(texts.closedBefore(file));
  }

  function breakDown(reason: string): void {
    broken = new ProcessDied(reason);
    // Before anybody hears of it, who may ask again at once.
    onBroken();
    failOpening(broken);
    refuseWaiting(broken);
  }

  function refuseWaiting(error: Error): void {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  }

  /** Waits for what `message` asks; while no process is open, opening one asks. */
  function request<Kind extends Answered['kind'], Result>(
    question: ReaderQuestion,
    message: ToReader,
    kind: Kind,
    resultOf: (answered: Extract<Answered, { kind: Kind }>, from: ReaderProcess) => Result,
  ): Promise<Result> {
    if (broken !== null) return Promise.reject(broken);
    if (isClosing) return Promise.reject(closedBefore());
    return new Promise((resolve, reject) => {
      const settle: Waiting['settle'] = (answered, from) => {
        if (answered.kind === kind) resolve(resultOf(answered as Extract<Answered, { kind: Kind }>, from));
      };
      waiting.set(question.id, { question, settle, reject, isBegun: message !== question });
      if (isOpen) current.send(message);
    });
  }

  return {
    open: () =>
      new Promise((resolve, reject) => {
        tellOpened = resolve;
        failOpening = reject;
        isAsked = true;
        if (broken !== null) {
          reject(broken);
          return;
        }
        current.send({ kind: 'open', file });
      }),
    answer: (call) => request(call, call, 'answer', ({ value }) => value),
    page: (stream, last) => {
      if (last !== null && last.from !== current) return Promise.reject(interrupted());
      const message: ToReader = last === null ? stream : { kind: 'next-page', id: stream.id };
      return request(stream, message, 'page', ({ rows, isLast }, from) => ({ rows, isLast, from }));
    },
    abandon: ({ id }) => {
      waiting.delete(id);
      if (isOpen) current.send({ kind: 'abandon', id });
    },
    close: async () => {
      isClosing = true;
      refuseWaiting(closedBefore());
      if (broken === null) current.send({ kind: 'close' });
      const timer = setTimeout(() => {
        current.kill();
      }, CLOSE_WITHIN_MS);
      await gone;
      clearTimeout(timer);
    },
  };
}
