import { useCallback, useEffect, useRef } from 'react';

/**
 * How a dialog goes when what it asked for was done. Where the person left it before that, another of its kind may be
 * open by then, with words in it: that one stays.
 */
export function useOwnClose<Said extends readonly unknown[]>(onClose: (...said: Said) => void): typeof onClose {
  const isOpen = useRef(false);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  return useCallback(
    (...said: Said) => {
      if (isOpen.current) onClose(...said);
    },
    [onClose],
  );
}
