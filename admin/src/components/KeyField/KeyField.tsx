import type { ReactNode } from 'react';
import { useState } from 'react';
import { Box, Eye, EyeStriked, Field, Flex, TextInput } from '../../host';
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

export function KeyField({ name, label, hint, value, onChange, ...props }: KeyFieldProps) {
  const { error, required = false, shownAtFirst = false, actions } = props;
  const t = useTranslate();
  const [shown, setShown] = useState(shownAtFirst);

  return (
    <Field.Root name={name} id={name} hint={hint} error={error} required={required} width="100%">
      <Field.Label>{label}</Field.Label>
      <Flex gap={2} wrap="wrap" alignItems="stretch">
        <Box flex="1 1 32rem" maxWidth="56rem">
          <TextInput
            type={shown ? 'text' : 'password'}
            value={value}
            readOnly={!onChange}
            onChange={(event) => onChange?.(event.target.value)}
            // Else browsers fill in the password of the admin, or offer to keep the key as that.
            autoComplete="new-password"
            autoCapitalize="off"
            spellCheck={false}
            endAction={
              <Field.Action
                label={t(shown ? 'key.hide' : 'key.show')}
                onClick={() => setShown(!shown)}
              >
                {shown ? <EyeStriked fill="neutral500" /> : <Eye fill="neutral500" />}
              </Field.Action>
            }
          />
        </Box>
        {actions}
      </Flex>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}
