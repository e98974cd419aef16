/** Lets tasks through, first come, first served, while the weights of those inside stay within its capacity. */
export interface Gate {
  /**
   * Resolves when there is room, with what the task calls once when it has gone out again. One that is heavier than
   * the whole capacity enters when it is alone.
   *
   * @param onWait called where it has to wait
   */
  enter(weight: number, onWait?: () => void): Promise<() => void>;
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
    enter: async (weight, onWait) => {
      const entered = new Promise<void>((enter) => queue.push({ weight, enter }));
      letIn();
      if (queue.length > 0) onWait?.();
      await entered;
      return () => {
        inside -= weight;
        letIn();
      };
    },
  };
}
