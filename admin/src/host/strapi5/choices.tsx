import { Checkbox as SystemCheckbox, Radio } from '@strapi/design-system';
import { useDirection } from '../../translations/useDirection';
import type { CheckboxProps, RadioGroupProps } from '../types';

export function Checkbox({ onChange, ...props }: CheckboxProps) {
  return <SystemCheckbox {...props} onCheckedChange={(value) => onChange(value === true)} />;
}

export function RadioGroup({ label, options, value, onChange }: RadioGroupProps) {
  // It says `ltr` unless told otherwise.
  const dir = useDirection();

  return (
    <Radio.Group aria-label={label} value={value} onValueChange={onChange} dir={dir}>
      {options.map((option) => (
        <Radio.Item key={option.value} value={option.value}>
          {option.label}
        </Radio.Item>
      ))}
    </Radio.Group>
  );
}
