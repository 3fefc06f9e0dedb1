import { Badge as SystemBadge } from '@strapi/design-system';
import type { BadgeProps } from '../types';

const COLORS = {
  danger: { backgroundColor: 'danger100', textColor: 'danger700' },
  neutral: { backgroundColor: 'neutral150', textColor: 'neutral600' },
  success: { backgroundColor: 'success100', textColor: 'success700' },
} as const;

export function Badge({ variant, children }: BadgeProps) {
  return <SystemBadge {...COLORS[variant]}>{children}</SystemBadge>;
}
