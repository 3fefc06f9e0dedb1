import 'styled-components';
import type { Color } from '../types';

declare module 'styled-components' {
  /** What the kit takes of the theme of design system 1.x. */
  export interface DefaultTheme {
    borderRadius: string;
    colors: Record<Color, string>;
    shadows: Record<'filterShadow' | 'popupShadow' | 'tableShadow', string>;
    spaces: string[];
  }
}
