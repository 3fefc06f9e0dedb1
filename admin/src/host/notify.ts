import { useNotification } from '@strapi/strapi/admin';
import { useCallback } from 'react';

export type NotificationType = 'info' | 'warning' | 'danger' | 'success';

export function useNotify() {
  const { toggleNotification } = useNotification();
  return useCallback(
    (type: NotificationType, message: string) => toggleNotification({ type, message }),
    [toggleNotification],
  );
}
