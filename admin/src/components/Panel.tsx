import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '../host';

interface PanelProps {
  title?: string;
  hint?: string;
  children: ReactNode;
}

/** A white box of the page, with a heading of its own. */
export function Panel({ title, hint, children }: PanelProps) {
  return (
    <Box
      tag="section"
      aria-label={title}
      background="neutral0"
      hasRadius
      shadow="filterShadow"
      padding={{ initial: 4, medium: 6 }}
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        {title && (
          <Flex direction="column" alignItems="start" gap={1}>
            <Typography variant="delta" tag="h2">
              {title}
            </Typography>
            {hint && <Typography textColor="neutral600">{hint}</Typography>}
          </Flex>
        )}
        {children}
      </Flex>
    </Box>
  );
}
