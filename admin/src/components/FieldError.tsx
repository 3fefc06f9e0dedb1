import { Typography } from '../host';

/** The error of a group of fields, which the design system's Field has no place for. */
export function FieldError({ children }: { children: string }) {
  return (
    <Typography role="alert" variant="pi" textColor="danger600">
      {children}
    </Typography>
  );
}
