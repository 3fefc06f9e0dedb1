import type { ReactNode } from 'react';
import { useState } from 'react';
import { Eye, EyeStriked, TextField } from '../../host';
import { useTranslate } from '../../translations/useTranslate';

interface KeyFieldProps {
  name: string;
  label: string;
  hint?: string;
  value: string;
  /** Without it the key can be seen and copied only. */
  onChange?: (value: string) => void;
  error?: string;
  required?: boolean;
  shownAtFirst?: boolean;
  actions?: ReactNode;
}

export function KeyField({ shownAtFirst = false, actions, ...props }: KeyFieldProps) {
  const t = useTranslate();
  const [shown, setShown] = useState(shownAtFirst);

  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      maxWidth="560px"
      // Else browsers fill in the password of the admin, or offer to keep the key as that.
      autoComplete="new-password"
      autoCapitalize="off"
      spellCheck={false}
      dir="ltr"
      action={{
        label: t(shown ? 'key.hide' : 'key.show'),
        icon: shown ? <EyeStriked fill="neutral500" /> : <Eye fill="neutral500" />,
        onClick: () => setShown(!shown),
      }}
      beside={actions}
    />
  );
}
