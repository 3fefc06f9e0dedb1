import * as icons from '@strapi/icons';
import type { ComponentType, SVGProps } from 'react';
import styled, { css } from 'styled-components';
import type { Color, IconProps } from '../types';

/** Icons of 1.x have a colour of their own; a button gives them its text's, and elsewhere `fill` says it. */
function icon(Svg: ComponentType<SVGProps<SVGSVGElement>>) {
  const Colored = styled(Svg)<{ $fill?: Color }>`
    flex-shrink: 0;
    ${({ theme, $fill }) =>
      $fill &&
      css`
        path,
        rect {
          fill: ${theme.colors[$fill]};
        }
      `}
  `;

  return function Icon({ fill, ...props }: IconProps) {
    return <Colored $fill={fill} {...props} />;
  };
}

export const CheckCircle = icon(icons.CheckCircle);
export const CloudUpload = icon(icons.CloudUpload);
export const CrossCircle = icon(icons.CrossCircle);
export const Download = icon(icons.Download);
export const Duplicate = icon(icons.Duplicate);
export const Eye = icon(icons.Eye);
export const EyeStriked = icon(icons.EyeStriked);
export const File = icon(icons.File);
export const Information = icon(icons.Information);
export const Key = icon(icons.Key);
export const Minus = icon(icons.Minus);
export const Search = icon(icons.Search);
export const WarningCircle = icon(icons.ExclamationMarkCircle);
