import {
  Flex,
  Radio,
  Checkbox as SystemCheckbox,
  RadioGroup as SystemRadioGroup,
} from '@strapi/design-system';
import { useId } from 'react';
import type { CheckboxProps, RadioGroupProps } from '../types';

export function Checkbox({ checked, onChange, ...props }: CheckboxProps) {
  return <SystemCheckbox {...props} value={checked} onValueChange={onChange} />;
}

export function RadioGroup({ label, options, value, onChange }: RadioGroupProps) {
  const name = useId();

  return (
    <SystemRadioGroup
      name={name}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value}>
            {option.label}
          </Radio>
        ))}
      </Flex>
    </SystemRadioGroup>
  );
}
