import type { EngineDescription } from '../../shared/engine-report.ts';
import { NEVER_RUN_ENGINES } from '../../shared/texts/engine-presence.ts';
import { windowTexts } from '../../shared/texts/window.ts';

const texts = windowTexts.engines;

/** What is known of an engine, as short as it is said; what is not known is left out. */
export function engineFacts({ version, source, state, picturesPerSecond }: EngineDescription): readonly string[] {
  const known = state.kind === 'present' ? state : { device: null, memoryBytes: null };
  return [
    version === null ? null : texts.version(version),
    source === null ? null : texts.source(source),
    known.device,
    known.memoryBytes === null ? null : texts.memory(known.memoryBytes),
    picturesPerSecond === null ? null : texts.speed(picturesPerSecond),
  ].filter((fact) => fact !== null);
}

/** What nobody has tried yet; null: somebody has. */
export function neverRunText({ engine, state, pack }: EngineDescription): string | null {
  if (NEVER_RUN_ENGINES.includes(engine)) return texts.neverRun;
  // A graphics processor that the CPU stands in for has been run.
  const isRealGpu = engine === 'onnxruntime:webgpu' && !(state.kind === 'present' && state.isSoftware);
  return isRealGpu || pack?.facts?.device === 'cuda' ? texts.neverRunOnGpu : null;
}
