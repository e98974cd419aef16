/** Lets tasks through, first come, first served, while the weights of those inside stay within its capacity. */
export interface Gate {
  /**
   * Runs the task when there is room for it; one that is heavier than the whole capacity runs when it is alone.
   *
   * @param onWait called where it has to wait
   */
  pass<T>(weight: number, task: () => Promise<T>, onWait?: () => void): Promise<T>;
}

export function createGate(capacity: number): Gate {
  const queue: { readonly weight: number; readonly enter: () => void }[] = [];
  let inside = 0;
  const hasRoom = (weight: number): boolean => inside === 0 || inside + weight <= capacity;

  function letIn(): void {
    for (let next = queue[0]; next !== undefined && hasRoom(next.weight); next = queue[0]) {
      queue.shift();
      inside += next.weight;
      next.enter();
    }
  }

  return {
    pass: async (weight, task, onWait) => {
      const entered = new Promise<void>((enter) => queue.push({ weight, enter }));
      letIn();
      if (queue.length > 0) onWait?.();
      await entered;
      try {
        return await task();
      } finally {
        inside -= weight;
        letIn();
      }
    },
  };
}
