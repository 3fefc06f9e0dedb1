import { useNotification } from '@strapi/helper-plugin';
import { useCallback } from 'react';
import type { NotificationType } from '../types';

/** What Strapi 4 calls a warning looks like an error. */
const TYPES = {
  danger: 'warning',
  info: 'info',
  success: 'success',
  warning: 'softWarning',
} as const;

export function useNotify() {
  const toggle = useNotification();
  return useCallback(
    (type: NotificationType, message: string) => toggle({ type: TYPES[type], message }),
    [toggle],
  );
}
