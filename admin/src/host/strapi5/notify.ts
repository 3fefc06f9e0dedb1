import { useNotification } from '@strapi/strapi/admin';
import { useCallback } from 'react';
import type { NotificationType } from '../types';

export function useNotify() {
  const { toggleNotification } = useNotification();
  return useCallback(
    (type: NotificationType, message: string) => toggleNotification({ type, message }),
    [toggleNotification],
  );
}
