import { Box, Checkbox, Flex, Typography, WarningCircle } from '../host';

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
      <Flex gap={2} alignItems="flex-start" paddingLeft="28px" paddingTop={1}>
        {warning && (
          <Flex shrink={0} paddingTop="1px">
            <WarningCircle aria-hidden fill="warning700" width="14px" height="14px" />
          </Flex>
        )}
        <Typography id={hintId} variant="pi" textColor={warning ? 'neutral800' : 'neutral600'}>
          {hint}
        </Typography>
      </Flex>
    </Box>
  );
}
