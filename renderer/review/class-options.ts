import type { ClassView } from '../../shared/contract/views.ts';

/** A class to choose. */
export interface ClassOption {
  /** Class index. */
  readonly index: number;
  /** Its name, with the group it is in where another class has the same one. */
  readonly label: string;
}

/** Every class of a tree once, by name. */
export function classOptions(views: readonly ClassView[]): readonly ClassOption[] {
  const found = new Map<number, { readonly name: string; readonly group: string | null }>();
  const visit = (view: ClassView, group: string | null): void => {
    if (view.index !== null && !found.has(view.index)) found.set(view.index, { name: view.name, group });
    for (const below of view.below) visit(below, view.name);
  };
  for (const view of views) visit(view, null);
  const uses = new Map<string, number>();
  for (const { name } of found.values()) uses.set(name, (uses.get(name) ?? 0) + 1);
  const options = [...found].map(([index, { name, group }]) => {
    const isAmbiguous = (uses.get(name) ?? 0) > 1 && group !== null;
    return { index, label: isAmbiguous ? `${name} (${group})` : name };
  });
  return options.sort((a, b) => a.label.localeCompare(b.label, 'en') || a.index - b.index);
}
