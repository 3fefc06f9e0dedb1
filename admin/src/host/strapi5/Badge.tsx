import { Flex, Typography } from '@strapi/design-system';
import type { BadgeProps } from '../types';

const TONES = {
  danger: { background: 'danger100', borderColor: 'danger600' },
  neutral: { background: 'neutral100', borderColor: 'neutral300' },
  success: { background: 'success100', borderColor: 'success600' },
} as const;

/** The words of the design system's own are too faint on its red to be read by everybody. */
export function Badge({ variant, children }: BadgeProps) {
  return (
    <Flex inline hasRadius padding={1} paddingLeft={2} paddingRight={2} {...TONES[variant]}>
      <Typography variant="sigma" textColor="neutral800">
        {children}
      </Typography>
    </Flex>
  );
}
