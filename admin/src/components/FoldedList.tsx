import type { ReactNode } from 'react';
import { Accordion, Box, Flex, Typography } from '../host';

export interface FoldedItem {
  id: string;
  title: string;
  /** Enough for most people; the rest is one click away. */
  summary: string;
  children: ReactNode;
}

/** Things that are told in a line each, with their details folded away. */
export function FoldedList({ items }: { items: FoldedItem[] }) {
  return (
    <Accordion.Root collapsible>
      {items.map(({ id, title, summary, children }) => (
        <Accordion.Item key={id} value={id}>
          <Accordion.Header>
            <Accordion.Trigger>
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
            </Accordion.Trigger>
          </Accordion.Header>
          <Accordion.Content>
            <Box padding={{ initial: 4, medium: 6 }}>{children}</Box>
          </Accordion.Content>
        </Accordion.Item>
      ))}
    </Accordion.Root>
  );
}
