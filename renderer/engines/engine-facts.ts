import { neverRun, type EngineDescription } from '../../shared/engine-report.ts';
import { windowTexts } from '../../shared/texts/window.ts';

const texts = windowTexts.engines;

/** What is known of an engine, as short as it is said; what is not known is left out. */
export function engineFacts(described: EngineDescription): readonly string[] {
  const { version, package: loaded, source, state, usesGpu, picturesPerSecond } = described;
  const known = state.kind === 'present' ? state : { device: null, memoryBytes: null };
  return [
    version === null ? null : texts.version(version),
    source === null ? null : texts.source(source),
    loaded === null ? null : texts.package(loaded),
    known.device,
    known.memoryBytes === null ? null : texts.memory(known.memoryBytes, usesGpu),
    picturesPerSecond === null ? null : texts.speed(picturesPerSecond),
  ].filter((fact) => fact !== null);
}

/** What nobody has tried yet; null: somebody has. */
export function neverRunText(described: EngineDescription): string | null {
  const what = neverRun(described);
  if (what === null) return null;
  return what === 'engine' ? texts.neverRun : texts.neverRunOnGpu;
}
