import { useState } from 'react';

/** What is typed into a field of something that is kept: it begins with that, and anew whenever that becomes another. */
export function useTyped<Text, Kept>(kept: Kept, textOf: (kept: Kept) => Text): [Text, (text: Text) => void] {
  const [typed, setTyped] = useState({ from: kept, text: textOf(kept) });
  const current = Object.is(typed.from, kept) ? typed : { from: kept, text: textOf(kept) };
  if (current !== typed) setTyped(current);
  return [
    current.text,
    (text) => {
      setTyped({ from: kept, text });
    },
  ];
}
