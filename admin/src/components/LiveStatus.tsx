import { useEffect, useRef, useState } from 'react';
import { VisuallyHidden } from '../host';

const PAUSE_MS = 5000;

/** Tells screen readers how far something is, not more often than one can listen. */
export function LiveStatus({ text }: { text: string }) {
  const [spoken, setSpoken] = useState(text);
  const latest = useRef(text);

  useEffect(() => {
    latest.current = text;
  }, [text]);

  useEffect(() => {
    const timer = setInterval(() => setSpoken(latest.current), PAUSE_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <VisuallyHidden role="status" aria-live="polite">
      {spoken}
    </VisuallyHidden>
  );
}
