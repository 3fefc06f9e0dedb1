import { useState } from 'react';
import type { AccordionItem } from '../host';
import { Accordion } from '../host';

/** Things that are told in a line each, with their details folded away. */
export function FoldedList({ items }: { items: AccordionItem[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return <Accordion items={items} open={open} onOpen={setOpen} />;
}
