import { Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import type { TextLinkProps } from '../types';

export function TextLink({ to, children }: TextLinkProps) {
  return (
    <Typography as={Link} to={to} textColor="primary600">
      {children}
    </Typography>
  );
}
