import {
  AccordionContent,
  AccordionGroup,
  AccordionToggle,
  Box,
  Accordion as SystemAccordion,
} from '@strapi/design-system';
import type { AccordionProps } from '../types';

export function Accordion({ items, open, onOpen }: AccordionProps) {
  return (
    <AccordionGroup>
      {items.map(({ id, title, summary, children }) => (
        <SystemAccordion
          key={id}
          id={id}
          size="S"
          expanded={open === id}
          onToggle={() => onOpen(open === id ? null : id)}
        >
          <AccordionToggle title={title} description={summary} />
          <AccordionContent background="neutral0">
            <Box padding={6}>{children}</Box>
          </AccordionContent>
        </SystemAccordion>
      ))}
    </AccordionGroup>
  );
}
