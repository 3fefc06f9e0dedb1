import type {
  AriaAttributes,
  CSSProperties,
  DragEventHandler,
  ForwardRefExoticComponent,
  HTMLAttributes,
  KeyboardEventHandler,
  MouseEventHandler,
  ReactElement,
  ReactNode,
  RefAttributes,
} from 'react';

/**
 * What the pages need of a Strapi admin. Each version of Strapi has its own implementation, in a folder beside this
 * file; both are compiled against these types, so what one of them lacks no page can use.
 */
export interface Kit {
  // Layout and text
  Box: Component<BoxProps>;
  Flex: Component<FlexProps>;
  Grid: View<GridProps>;
  GridItem: View<GridItemProps>;
  Typography: Component<TypographyProps>;
  VisuallyHidden: View<HTMLAttributes<HTMLElement>>;

  // Things to see
  Badge: View<BadgeProps>;
  Loader: View<LoaderProps>;
  ProgressBar: View<ProgressBarProps>;
  Spinner: View<object>;
  Accordion: View<AccordionProps>;
  ConfirmDialog: View<ConfirmDialogProps>;

  // Things to use
  Button: View<ButtonProps>;
  Checkbox: View<CheckboxProps>;
  DropArea: View<DropAreaProps>;
  NumberField: View<NumberFieldProps>;
  RadioCards: View<RadioCardsProps>;
  RadioGroup: View<RadioGroupProps>;
  SearchInput: View<SearchInputProps>;
  SelectField: View<SelectFieldProps>;
  TextField: View<TextFieldProps>;
  TextLink: View<TextLinkProps>;

  // Icons
  CheckCircle: Icon;
  CloudUpload: Icon;
  CrossCircle: Icon;
  Download: Icon;
  Duplicate: Icon;
  Eye: Icon;
  EyeStriked: Icon;
  File: Icon;
  Information: Icon;
  Key: Icon;
  Minus: Icon;
  Search: Icon;
  WarningCircle: Icon;

  // A page of the admin
  PageFrame: View<PageFrameProps>;
  PageGuard: View<PageGuardProps>;

  // What the admin knows and does
  /** What other pages have shown of the site's content is gone: they ask for it anew. */
  forgetContent(): void;
  useBackend(): Backend;
  /** What it asks for is answered also when the component that asked is gone: others wait for the same answer. */
  useHttp(): HttpClient;
  useLeaveGuard(active: boolean): LeaveGuard;
  useNotify(): (type: NotificationType, message: string) => void;
  usePermissions(): Permissions;
  /** Tells one signed-in person from another; an admin has no two of the same address. */
  useUserName(): string;
}

type View<Props> = (props: Props) => ReactNode;
type Component<Props> = ForwardRefExoticComponent<Props & RefAttributes<HTMLElement>>;

export type Tone = 'danger' | 'primary' | 'success' | 'warning';
export type Color =
  | `${Tone}${100 | 600 | 700}`
  | `neutral${0 | 100 | 150 | 200 | 300 | 500 | 600 | 800}`;

/** A step of the design system's scale, or CSS. Never in `rem`: the hosts' roots differ in size. */
type Space = number | `${number}px`;
type Responsive<T> = T | { initial: T; medium: T };

type Tag = 'dd' | 'div' | 'dl' | 'dt' | 'h2' | 'h3' | 'li' | 'ol' | 'p' | 'section' | 'span';

type DomProps = Omit<HTMLAttributes<HTMLElement>, 'color'>;

export interface BoxProps extends DomProps {
  tag?: Tag | 'table' | 'td' | 'th' | 'ul';
  scope?: 'col';
  padding?: Responsive<Space>;
  paddingTop?: Space;
  paddingBottom?: Space;
  /** At the start of a line: on the right where text runs from right to left. */
  paddingLeft?: Responsive<Space>;
  /** At the end of a line. */
  paddingRight?: Space;
  background?: Color;
  borderColor?: Color;
  borderStyle?: 'solid';
  borderWidth?: string;
  borderRadius?: string;
  hasRadius?: boolean;
  shadow?: 'filterShadow';
  width?: string;
  height?: string;
  minWidth?: 0;
  maxWidth?: string;
  maxHeight?: string;
  overflow?: 'auto' | 'hidden';
  flex?: string;
  shrink?: 0;
  textAlign?: 'end' | 'start';
}

export interface FlexProps extends BoxProps {
  direction?: 'column';
  alignItems?: 'baseline' | 'center' | 'flex-start' | 'start' | 'stretch';
  justifyContent?: 'center' | 'space-between';
  wrap?: 'wrap';
  gap?: number;
}

export interface TypographyProps extends DomProps {
  tag?: Tag;
  variant?: 'delta' | 'omega' | 'pi' | 'sigma';
  fontWeight?: 'bold' | 'regular';
  textColor?: Color;
  textAlign?: 'center';
}

export interface GridProps {
  children: ReactNode;
}

export interface GridItemProps {
  /** How many stand beside each other where there is room. */
  perRow: 2;
  children: ReactNode;
}

export interface BadgeProps {
  variant: 'danger' | 'neutral' | 'success';
  children: ReactNode;
}

export interface LoaderProps {
  small?: boolean;
  children: string;
}

export interface ProgressBarProps {
  label: string;
  /** 0 to 1. */
  value: number;
}

export interface AccordionItem {
  id: string;
  title: string;
  /** Enough for most people; the rest is one click away. */
  summary?: string;
  children: ReactNode;
}

export interface AccordionProps {
  items: AccordionItem[];
  /** The one that is unfolded, or none. */
  open: string | null;
  onOpen: (id: string | null) => void;
}

/** Asks before something that can't be taken back; shown as long as it is rendered. */
export interface ConfirmDialogProps {
  title: string;
  cancel: string;
  confirm: string;
  /** It can't be confirmed yet. */
  disabled?: boolean;
  busy?: boolean;
  onCancel: () => void;
  onConfirm: () => void;
  children: ReactNode;
}

export interface ButtonProps extends AriaAttributes {
  type?: 'button' | 'submit';
  variant?:
    | 'danger'
    | 'danger-light'
    | 'default'
    | 'ghost'
    | 'secondary'
    | 'success-light'
    | 'tertiary';
  size?: 'L' | 'M' | 'S';
  title?: string;
  style?: CSSProperties;
  startIcon?: ReactElement;
  endIcon?: ReactElement;
  disabled?: boolean;
  loading?: boolean;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  children: ReactNode;
}

export interface CheckboxProps extends Pick<AriaAttributes, 'aria-describedby'> {
  name?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** A label around a hidden file input: the whole area is clickable, and shows the input's focus. */
export interface DropAreaProps {
  /** Something is being dragged over it. */
  isOver: boolean;
  onDragOver: DragEventHandler<HTMLElement>;
  onDragLeave: DragEventHandler<HTMLElement>;
  onDrop: DragEventHandler<HTMLElement>;
  children: ReactNode;
}

export interface Option {
  value: string;
  label: string;
}

export interface RadioGroupProps {
  label: string;
  options: Option[];
  /** Empty: none is chosen yet. */
  value: string;
  onChange: (value: string) => void;
}

/** Choices of which each needs a sentence. */
export interface RadioCardsProps {
  label: string;
  options: Array<Option & { hint: string }>;
  value: string;
  onChange: (value: string) => void;
}

interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  error?: string;
}

export interface TextFieldProps extends FieldProps {
  type?: 'password' | 'text';
  value: string;
  /** Without it the text can be seen and copied only. */
  onChange?: (value: string) => void;
  required?: boolean;
  /** Of the input itself. */
  maxWidth: string;
  autoComplete?: string;
  /** Keys and file names run from left to right in every language. */
  dir?: 'ltr';
  autoCapitalize?: string;
  spellCheck?: boolean;
  /** A button at the end of the input. */
  action?: { label: string; icon: ReactElement; onClick: () => void };
  /** Stands beside the input, or below it where there is no room. */
  beside?: ReactNode;
}

export interface NumberFieldProps extends FieldProps {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  maxWidth: string;
}

export interface SelectFieldProps extends FieldProps {
  options: Option[];
  value: string;
  onChange: (value: string) => void;
}

export interface SearchInputProps {
  id: string;
  label: string;
  value: string;
  /** What can be searched has an error. */
  invalid?: boolean;
  onChange: (value: string) => void;
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>;
}

export interface TextLinkProps {
  /** A path in the admin. */
  to: string;
  children: ReactNode;
}

export type Icon = View<IconProps>;

export interface IconProps extends Pick<AriaAttributes, 'aria-hidden'> {
  fill?: Color;
  width?: `${number}px`;
  height?: `${number}px`;
}

export interface PageFrameProps {
  title: string;
  subtitle: string;
  children: ReactNode;
}

/** Shows its children only to people whose role has one of the permissions or more. */
export interface PageGuardProps {
  permissions: string[];
  children: ReactNode;
}

export interface Backend {
  /** Where the API is: another origin or path than the admin's own, if so configured. */
  url: string;
  /** A token good for the request that comes next. */
  getToken(): Promise<string | null>;
}

/** Signed-in requests by the host's own client. */
export interface HttpClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  del(path: string): Promise<void>;
}

/** Keeps people on the page while active; `pending` is set when they ask to go elsewhere in the admin. */
export interface LeaveGuard {
  pending: boolean;
  leave(): void;
  stay(): void;
}

export type NotificationType = 'danger' | 'info' | 'success' | 'warning';

export interface Permissions {
  canExport: boolean;
  canRestore: boolean;
}
