/** What was read, or one clause about why it was refused. */
export type Checked<Value> = { readonly ok: true; readonly value: Value } | Refused;

export interface Refused {
  readonly ok: false;
  readonly reason: string;
}

export function checked<Value>(value: Value): Checked<Value> {
  return { ok: true, value };
}

export function refused(reason: string): Refused {
  return { ok: false, reason };
}
