import {
  AccordionContent,
  AccordionGroup,
  AccordionToggle,
  Box,
  Accordion as SystemAccordion,
} from '@strapi/design-system';
import styled, { css } from 'styled-components';
import type { AccordionProps } from '../types';

/** The group rounds its first item above and its last below; one that is both would have no round corners above. */
const Rounded = styled(Box)`
  ${({ theme: { borderRadius } }) => css`
    [data-strapi-expanded]:only-child,
    [data-strapi-expanded='false']:only-child > * {
      border-radius: ${borderRadius};
    }

    [data-strapi-expanded='true']:only-child > *:first-child {
      border-radius: ${borderRadius} ${borderRadius} 0 0;
    }
  `}
`;

export function Accordion({ items, open, onOpen }: AccordionProps) {
  return (
    <Rounded>
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
    </Rounded>
  );
}
