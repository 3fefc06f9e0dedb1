import type { ReactNode } from 'react';
import type { Failure } from '../api/failure';
import { Typography } from '../host';
import { Notice } from './Notice';
import { useExplain } from './useExplain';

interface ErrorBannerProps {
  failure: Failure;
  title?: string;
  children?: ReactNode;
}

export function ErrorBanner({ failure, title, children }: ErrorBannerProps) {
  const explain = useExplain();

  return (
    <Notice kind="danger" urgent title={title}>
      <Typography textColor="neutral800">{explain(failure)}</Typography>
      {children}
    </Notice>
  );
}
