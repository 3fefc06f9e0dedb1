import { Layouts, Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

/** Shows its children only to people whose role has the permission. */
export function PageGuard({ permission, children }: { permission: string; children: ReactNode }) {
  return (
    <Page.Protect permissions={[{ action: permission, subject: null }]}>{children}</Page.Protect>
  );
}

interface PageFrameProps {
  title: string;
  subtitle: string;
  children: ReactNode;
}

export function PageFrame({ title, subtitle, children }: PageFrameProps) {
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header title={title} subtitle={subtitle} />
      <Layouts.Content>{children}</Layouts.Content>
    </Page.Main>
  );
}
