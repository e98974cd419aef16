import type { EngineState } from '../../shared/engine-report.ts';

/** What can be seen of a device without loading anything native. */
export interface SeenDevice {
  readonly state: Exclude<EngineState, { kind: 'refused' }>;
  /** With another driver a device computes otherwise; empty where there is none, or none tells. */
  readonly driver: string;
}
