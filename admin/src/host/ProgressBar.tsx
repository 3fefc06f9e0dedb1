import { Box } from '@strapi/design-system';
import type { ProgressBarProps } from './types';

/** The design system's own has a fixed width and the colours of a dark toolbar. */
export function ProgressBar({ label, value }: ProgressBarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);

  return (
    <Box
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      width="100%"
      height="6px"
      background="neutral200"
      hasRadius
      overflow="hidden"
    >
      <Box background="primary600" hasRadius height="100%" width={`${percent}%`} />
    </Box>
  );
}
