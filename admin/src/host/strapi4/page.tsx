import { Box, ContentLayout, HeaderLayout, Main } from '@strapi/design-system';
import {
  CheckPagePermissions,
  SettingsPageTitle,
  useFocusWhenNavigate,
} from '@strapi/helper-plugin';
import { useDirection } from '../../translations/useDirection';
import type { PageFrameProps, PageGuardProps } from '../types';

export function PageGuard({ permissions, children }: PageGuardProps) {
  return (
    <CheckPagePermissions permissions={permissions.map((action) => ({ action, subject: null }))}>
      {children}
    </CheckPagePermissions>
  );
}

export function PageFrame({ title, subtitle, children }: PageFrameProps) {
  const dir = useDirection();
  useFocusWhenNavigate();

  return (
    <Main dir={dir}>
      <SettingsPageTitle name={title} />
      <HeaderLayout title={title} subtitle={subtitle} />
      <ContentLayout>
        <Box paddingBottom={10}>{children}</Box>
      </ContentLayout>
    </Main>
  );
}
