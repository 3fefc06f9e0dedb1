import * as system from '@strapi/design-system';
import type { HTMLAttributes, Ref } from 'react';
import { forwardRef } from 'react';
import type { DefaultTheme } from 'styled-components';
import styled, { css } from 'styled-components';
import type { BoxProps, FlexProps, TypographyProps } from '../types';

type Space = number | string;

/** What the design system makes of an element unless `as` says otherwise. */
type SystemRef = Ref<HTMLDivElement & HTMLSpanElement>;

type Responsive = BoxProps['paddingLeft'];

interface Sides {
  $padding?: Space;
  $left?: Responsive;
  $right?: Responsive;
}

const space = (theme: DefaultTheme, value: Space) =>
  typeof value === 'number' ? theme.spaces[value] : value;

/**
 * Spaces at the sides change places where text runs from right to left, as in design system 2. And those of small
 * screens: the design system's own sizes there are its scale only, and begin at 1100 pixels.
 */
const sides = css<Sides>`
  ${({ theme, $left, $right }) => [
    inline(theme, 'start', wide($left)),
    inline(theme, 'end', wide($right)),
  ]}
  @media (max-width: 767px) {
    ${({ theme, $padding }) => $padding !== undefined && `padding: ${space(theme, $padding)};`}
    ${({ theme, $left, $right }) => [
      inline(theme, 'start', narrow($left)),
      inline(theme, 'end', narrow($right)),
    ]}
  }
`;

function inline(theme: DefaultTheme, side: 'start' | 'end', value: Space | undefined) {
  return value !== undefined && `padding-inline-${side}: ${space(theme, value)};`;
}

const wide = (value: Responsive) => (typeof value === 'object' ? value.medium : value);
const narrow = (value: Responsive) => (typeof value === 'object' ? value.initial : undefined);

const SystemBox = styled(system.Box)<Sides>`
  ${sides}
`;
const SystemFlex = styled(system.Flex)<Sides>`
  ${sides}
`;

export const Box = forwardRef<HTMLElement, BoxProps>(function Box({ tag, ...props }, ref) {
  return <SystemBox as={tag} ref={ref as SystemRef} {...responsive(props)} />;
});

export const Flex = forwardRef<HTMLElement, FlexProps>(function Flex({ tag, ...props }, ref) {
  return <SystemFlex as={tag} ref={ref as SystemRef} {...responsive(props)} />;
});

export const Typography = forwardRef<HTMLElement, TypographyProps>(function Typography(
  { tag, ...props },
  ref,
) {
  return <system.Typography as={tag} ref={ref as SystemRef} {...props} />;
});

export function VisuallyHidden(props: HTMLAttributes<HTMLElement>) {
  return <system.VisuallyHidden as="span" {...props} />;
}

function responsive<Props extends Pick<BoxProps, 'padding' | 'paddingLeft' | 'paddingRight'>>(
  props: Props,
) {
  const { padding, paddingLeft, paddingRight, ...others } = props;
  return {
    ...others,
    ...(typeof padding === 'object'
      ? { padding: padding.medium, $padding: padding.initial }
      : { padding }),
    $left: paddingLeft,
    $right: paddingRight,
  };
}
