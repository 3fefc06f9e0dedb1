import type { ReactNode } from 'react';
import {
  Box,
  CheckCircle,
  CrossCircle,
  Flex,
  Information,
  Typography,
  WarningCircle,
} from '../host';

export type NoticeKind = 'info' | 'success' | 'warning' | 'danger';

interface NoticeProps {
  kind: NoticeKind;
  title?: string;
  /** Read out at once: for what a person has to know before going on. */
  urgent?: boolean;
  /** Of a list of them. */
  tag?: 'li';
  children: ReactNode;
}

const LOOKS = {
  info: { tone: 'primary', Icon: Information },
  success: { tone: 'success', Icon: CheckCircle },
  warning: { tone: 'warning', Icon: WarningCircle },
  danger: { tone: 'danger', Icon: CrossCircle },
} as const;

/** The design system's Alert without its close button: what stands here stays true. */
export function Notice({ kind, title, urgent = false, tag, children }: NoticeProps) {
  const { tone, Icon } = LOOKS[kind];

  return (
    <Flex
      tag={tag}
      role={urgent ? 'alert' : undefined}
      alignItems="flex-start"
      gap={3}
      padding={4}
      hasRadius
      background={`${tone}100`}
      borderColor={`${tone}600`}
    >
      <Box paddingTop={1} shrink={0}>
        <Icon aria-hidden fill={`${tone}700`} width="16px" height="16px" />
      </Box>
      <Flex direction="column" alignItems="stretch" gap={2} flex="1" minWidth={0}>
        {title && (
          <Typography fontWeight="bold" textColor="neutral800">
            {title}
          </Typography>
        )}
        {typeof children === 'string' ? (
          <Typography textColor="neutral800">{children}</Typography>
        ) : (
          children
        )}
      </Flex>
    </Flex>
  );
}
