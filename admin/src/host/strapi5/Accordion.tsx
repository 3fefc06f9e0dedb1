import { Accordion as SystemAccordion, Box, Flex, Typography } from '@strapi/design-system';
import type { AccordionProps } from '../types';

export function Accordion({ items, open, onOpen }: AccordionProps) {
  return (
    <SystemAccordion.Root
      collapsible
      value={open ?? ''}
      onValueChange={(value: string) => onOpen(value || null)}
    >
      {items.map(({ id, title, summary, children }) => (
        <SystemAccordion.Item key={id} value={id}>
          <SystemAccordion.Header>
            <SystemAccordion.Trigger>
              {summary ? <TitleAndSummary title={title} summary={summary} /> : title}
            </SystemAccordion.Trigger>
          </SystemAccordion.Header>
          <SystemAccordion.Content>
            <Box padding={{ initial: 4, medium: 6 }}>{children}</Box>
          </SystemAccordion.Content>
        </SystemAccordion.Item>
      ))}
    </SystemAccordion.Root>
  );
}

function TitleAndSummary({ title, summary }: { title: string; summary: string }) {
  return (
    <Flex
      tag="span"
      direction="column"
      alignItems="start"
      gap={1}
      // The design system would cut it at the end of the line.
      style={{ whiteSpace: 'normal' }}
    >
      <Typography fontWeight="bold">{title}</Typography>
      <Typography variant="pi" fontWeight="regular" textColor="neutral600">
        {summary}
      </Typography>
    </Flex>
  );
}
