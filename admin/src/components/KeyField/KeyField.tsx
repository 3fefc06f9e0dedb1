import type { ReactNode } from 'react';
import { useState } from 'react';
import { Box, Eye, EyeStriked, TextField, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { useIsNarrow } from '../useIsNarrow';

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
  const isCut = useIsNarrow() && shown && props.value !== '';

  return (
    <>
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
      {isCut && (
        // Who writes it down by hand has to see all of it; a screen reader has it from the field.
        <Box aria-hidden>
          <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            <bdi dir="ltr">{props.value}</bdi>
          </Typography>
        </Box>
      )}
    </>
  );
}
