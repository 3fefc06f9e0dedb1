import type { ReactNode } from 'react';
import { Flex } from '../host';

/** One below the other, over the whole width. */
export function Stack({ gap = 4, children }: { gap?: number; children: ReactNode }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={gap}>
      {children}
    </Flex>
  );
}
