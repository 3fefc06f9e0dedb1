import { Box, Checkbox, Typography } from '../host';

interface OptionCheckboxProps {
  name: string;
  label: string;
  hint: string;
  /** The hint tells of a risk. */
  warning?: boolean;
  disabled?: boolean;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function OptionCheckbox({
  name,
  label,
  hint,
  checked,
  onChange,
  warning = false,
  disabled = false,
}: OptionCheckboxProps) {
  const hintId = `${name}-hint`;

  return (
    <Box>
      <Checkbox
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={onChange}
        aria-describedby={hintId}
      >
        {label}
      </Checkbox>
      <Box paddingLeft="28px" paddingTop={1}>
        <Typography id={hintId} variant="pi" textColor={warning ? 'warning700' : 'neutral600'}>
          {hint}
        </Typography>
      </Box>
    </Box>
  );
}
