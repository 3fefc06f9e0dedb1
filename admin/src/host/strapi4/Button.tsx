import { Button as SystemButton } from '@strapi/design-system';
import type { ButtonProps } from '../types';

export function Button({ style, ...props }: ButtonProps) {
  // Of a fixed height, so that a second line would not fit.
  return <SystemButton style={{ whiteSpace: 'nowrap', ...style }} {...props} />;
}
