/** Design system 1.x is published without type declarations; these are of what the kit takes of it. */
declare module '@strapi/design-system' {
  import type {
    ButtonHTMLAttributes,
    ChangeEvent,
    ComponentType,
    ElementType,
    FC,
    ForwardRefExoticComponent,
    HTMLAttributes,
    InputHTMLAttributes,
    ReactElement,
    ReactNode,
    RefAttributes,
  } from 'react';
  import type { DefaultTheme, StyledComponent } from 'styled-components';

  type ColorName = keyof DefaultTheme['colors'];
  /** A step of the theme's scale, or CSS. */
  type Space = number | string;

  interface BoxProps extends Omit<HTMLAttributes<HTMLElement>, 'color'> {
    background?: ColorName;
    borderColor?: ColorName;
    borderRadius?: string;
    borderStyle?: string;
    borderWidth?: string;
    flex?: string;
    hasRadius?: boolean;
    height?: string;
    maxHeight?: string;
    maxWidth?: string;
    minWidth?: number | string;
    overflow?: string;
    padding?: Space;
    paddingBottom?: Space;
    paddingLeft?: Space;
    paddingRight?: Space;
    paddingTop?: Space;
    scope?: string;
    shadow?: keyof DefaultTheme['shadows'];
    shrink?: number;
    textAlign?: string;
    width?: string;
  }
  interface FlexProps extends BoxProps {
    alignItems?: string;
    direction?: string;
    gap?: Space;
    justifyContent?: string;
    wrap?: string;
  }
  interface TypographyProps extends Omit<HTMLAttributes<HTMLElement>, 'color'> {
    fontWeight?: 'bold' | 'regular';
    textAlign?: string;
    textColor?: ColorName;
    variant?: 'alpha' | 'beta' | 'delta' | 'epsilon' | 'omega' | 'pi' | 'sigma';
  }
  export const Box: StyledComponent<'div', DefaultTheme, BoxProps>;
  export const Flex: StyledComponent<'div', DefaultTheme, FlexProps>;
  export const Typography: StyledComponent<'span', DefaultTheme, TypographyProps>;
  export const VisuallyHidden: StyledComponent<'div', DefaultTheme>;

  export const Grid: FC<BoxProps & { gap?: Space; gridCols?: number; as?: ElementType }>;
  export const GridItem: StyledComponent<
    'div',
    DefaultTheme,
    BoxProps & { col: number; s: number; xs: number }
  >;

  export const Main: FC<{ dir?: string; children: ReactNode }>;
  export const HeaderLayout: FC<{ title: string; subtitle?: string }>;
  export const ContentLayout: FC<{ children: ReactNode }>;

  export const Badge: FC<{
    textColor?: ColorName;
    backgroundColor?: ColorName;
    children: ReactNode;
  }>;
  export const Loader: FC<{ small?: boolean; children: ReactNode }>;

  interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
    variant?: string;
    size?: 'L' | 'M' | 'S';
    startIcon?: ReactNode;
    endIcon?: ReactNode;
    loading?: boolean;
    fullWidth?: boolean;
  }
  export const Button: ForwardRefExoticComponent<ButtonProps & RefAttributes<HTMLButtonElement>>;

  interface AccordionProps {
    id?: string;
    expanded: boolean;
    onToggle: () => void;
    size?: 'M' | 'S';
    variant?: 'primary' | 'secondary';
    children: ReactNode;
  }
  export const Accordion: FC<AccordionProps>;
  export const AccordionGroup: FC<{ children: ReactElement | ReactElement[] }>;
  export const AccordionToggle: FC<{ title: string; description?: string; as?: ElementType }>;
  export const AccordionContent: FC<BoxProps>;

  interface DialogProps {
    title: string;
    dir?: string;
    isOpen: boolean;
    zIndex?: number;
    onClose: () => void;
    children: ReactNode;
  }
  export const Dialog: FC<DialogProps>;
  export const DialogBody: FC<{ icon?: ReactNode; children: ReactNode }>;
  export const DialogFooter: FC<{ startAction?: ReactNode; endAction?: ReactNode }>;

  interface FieldProps {
    name?: string;
    id?: string;
    hint?: string;
    /** `true`: marked as wrong, without words. */
    error?: string | boolean;
    required?: boolean;
  }
  interface FieldInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> {
    startAction?: ReactNode;
    endAction?: ReactNode;
  }
  export const Field: FC<FieldProps & { width?: string; children: ReactNode }>;
  export const FieldLabel: FC<{ children: ReactNode }>;
  export const FieldHint: FC;
  export const FieldError: FC;
  export const FieldInput: FC<FieldInputProps>;
  export const FieldAction: FC<{ label: string; onClick: () => void; children: ReactElement }>;

  interface CheckboxProps {
    name?: string;
    value: boolean;
    disabled?: boolean;
    'aria-describedby'?: string;
    onValueChange: (value: boolean) => void;
    children: ReactNode;
  }
  export const Checkbox: FC<CheckboxProps>;

  interface NumberInputProps extends FieldProps {
    value: number | undefined;
    step?: number;
    'aria-describedby'?: string;
    onValueChange: (value: number | undefined) => void;
  }
  export const NumberInput: FC<NumberInputProps>;

  interface RadioGroupProps {
    name: string;
    value: string;
    'aria-label': string;
    onChange: (event: ChangeEvent<HTMLInputElement>) => void;
    children: ReactNode;
  }
  export const RadioGroup: ComponentType<RadioGroupProps>;
  export const Radio: FC<{ value: string; children: ReactNode }>;

  interface SingleSelectProps extends FieldProps {
    label: string;
    dir?: 'ltr' | 'rtl';
    value: string;
    onChange: (value: string) => void;
    children: ReactNode;
  }
  export const SingleSelect: FC<SingleSelectProps>;
  export const SingleSelectOption: FC<{ value: string; children: ReactNode }>;
}
