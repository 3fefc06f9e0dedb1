import type { ReactNode } from 'react';
import { useState } from 'react';
import { Accordion, Box } from '../host';

interface FoldedProps {
  title: string;
  /** For something inside that people should see. */
  openAtFirst?: boolean;
  /** True keeps it open, for an error inside. */
  open?: boolean;
  children: ReactNode;
}

/** What most people never need, one click away. */
export function Folded({ title, openAtFirst = false, open = false, children }: FoldedProps) {
  const [chosen, setChosen] = useState(openAtFirst ? 'folded' : '');

  return (
    <Accordion.Root collapsible value={open ? 'folded' : chosen} onValueChange={setChosen}>
      <Accordion.Item value="folded">
        <Accordion.Header>
          <Accordion.Trigger>{title}</Accordion.Trigger>
        </Accordion.Header>
        <Accordion.Content>
          <Box padding={{ initial: 4, medium: 6 }}>{children}</Box>
        </Accordion.Content>
      </Accordion.Item>
    </Accordion.Root>
  );
}
