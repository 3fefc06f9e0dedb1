import * as system from '@strapi/design-system';
import { forwardRef } from 'react';
import type { BoxProps, ButtonProps, FlexProps, LoaderProps, TypographyProps } from '../types';

export const Box = forwardRef<HTMLElement, BoxProps>(function Box(props, ref) {
  return <system.Box {...props} ref={ref} />;
});

export const Flex = forwardRef<HTMLElement, FlexProps>(function Flex(props, ref) {
  return <system.Flex {...props} ref={ref} />;
});

export const Typography = forwardRef<HTMLElement, TypographyProps>(function Typography(props, ref) {
  return <system.Typography {...props} ref={ref} />;
});

export const VisuallyHidden = system.VisuallyHidden;

export function Button(props: ButtonProps) {
  return <system.Button {...props} />;
}

export function Loader(props: LoaderProps) {
  return <system.Loader {...props} />;
}
