import { useEffect, useRef } from 'react';
import { Typography } from '../host';

/** Takes the focus when it appears, so that people who don't see the page change hear of it. */
export function OutcomeHeading({ children }: { children: string }) {
  const heading = useRef<HTMLElement>(null);
  useEffect(() => heading.current?.focus(), []);

  return (
    <Typography ref={heading} variant="delta" tag="h2" tabIndex={-1} style={{ outline: 'none' }}>
      {children}
    </Typography>
  );
}
