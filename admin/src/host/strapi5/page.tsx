import { Layouts, Page } from '@strapi/strapi/admin';
import { useDirection } from '../../translations/useDirection';
import type { PageFrameProps, PageGuardProps } from '../types';

export function PageGuard({ permissions, children }: PageGuardProps) {
  return (
    <Page.Protect permissions={permissions.map((action) => ({ action, subject: null }))}>
      {children}
    </Page.Protect>
  );
}

export function PageFrame({ title, subtitle, children }: PageFrameProps) {
  const dir = useDirection();

  return (
    <Page.Main dir={dir}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header title={title} subtitle={subtitle} />
      <Layouts.Content>{children}</Layouts.Content>
    </Page.Main>
  );
}
