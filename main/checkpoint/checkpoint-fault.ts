/** Why weights cannot be used. A value: the model is refused by name, the program goes on. */
export interface CheckpointFault {
  readonly kind: CheckpointFaultKind;
  readonly file: string;
  /** The tensor at fault, where it is one. */
  readonly tensor: string | null;
  /** One clause about the tensor, or else the file, without its name. */
  readonly reason: string;
}

/**
 * - `unreadable-file`: absent, may not be read, no regular file, or changed while it was read
 * - `invalid-format`: it breaks its format's rules, holds what is not read, or is of another format
 * - `wrong-network`: sound, but not of this network: a tensor is missing, extra, or of another shape or type
 */
export type CheckpointFaultKind = 'unreadable-file' | 'invalid-format' | 'wrong-network';
