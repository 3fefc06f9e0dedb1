import {
  Flex,
  Radio,
  Checkbox as SystemCheckbox,
  RadioGroup as SystemRadioGroup,
} from '@strapi/design-system';
import { useId } from 'react';
import styled from 'styled-components';
import type { CheckboxProps, RadioGroupProps } from '../types';

/** The box is smaller than in design system 2, and what belongs to a choice stands below its text. */
const Text = styled.span`
  margin-inline-start: 2px;
`;

export function Checkbox({ checked, onChange, children, ...props }: CheckboxProps) {
  return (
    <SystemCheckbox {...props} value={checked} onValueChange={onChange}>
      <Text>{children}</Text>
    </SystemCheckbox>
  );
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
