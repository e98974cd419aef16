import type { EnginePackFacts } from '../engine-pack.ts';
import type { EngineProgress, EngineReport } from '../engine-report.ts';

// What the window shows of engines.

export interface EnginesView {
  readonly report: EngineReport;
  /** Null: nothing is being measured. */
  readonly measuring: EngineProgress | null;
}

/** An engine pack that a person chose, before anything of it is taken. */
export interface ChosenPackView {
  /** Absolute: its folder. */
  readonly path: string;
  readonly facts: EnginePackFacts;
}
