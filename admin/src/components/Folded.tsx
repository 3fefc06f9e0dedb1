import type { ReactNode } from 'react';
import { useState } from 'react';
import { Accordion } from '../host';

interface FoldedProps {
  title: string;
  /** For something inside that people should see. */
  openAtFirst?: boolean;
  /** True keeps it open, for an error inside. */
  open?: boolean;
  children: ReactNode;
}

const ID = 'folded';

/** What most people never need, one click away. */
export function Folded({ title, openAtFirst = false, open = false, children }: FoldedProps) {
  const [chosen, setChosen] = useState(openAtFirst ? ID : null);

  return (
    <Accordion
      items={[{ id: ID, title, children }]}
      open={open ? ID : chosen}
      onOpen={(id) => setChosen(id && ID)}
    />
  );
}
