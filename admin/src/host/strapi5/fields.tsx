import {
  Box,
  Field,
  Flex,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';
import { Search } from '@strapi/icons';
import { useDirection } from '../../translations/useDirection';
import type {
  NumberFieldProps,
  SearchInputProps,
  SelectFieldProps,
  TextFieldProps,
} from '../types';

export function TextField({ name, label, hint, error, required, ...props }: TextFieldProps) {
  const { onChange, maxWidth, action, beside, ...input } = props;

  return (
    <Field.Root name={name} id={name} hint={hint} error={error} required={required} width="100%">
      <Field.Label>{label}</Field.Label>
      <Flex gap={2} wrap="wrap" alignItems="stretch">
        <Box flex="1 1 320px" maxWidth={maxWidth}>
          <TextInput
            {...input}
            readOnly={!onChange}
            onChange={(event) => onChange?.(event.target.value)}
            endAction={
              action && (
                <Field.Action label={action.label} onClick={action.onClick}>
                  {action.icon}
                </Field.Action>
              )
            }
          />
        </Box>
        {beside}
      </Flex>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}

export function NumberField({ name, label, hint, error, ...props }: NumberFieldProps) {
  const { value, onChange, maxWidth } = props;

  return (
    <Field.Root name={name} id={name} hint={hint} error={error}>
      <Field.Label>{label}</Field.Label>
      <Box maxWidth={maxWidth}>
        <NumberInput value={value} onValueChange={onChange} step={1} />
      </Box>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}

export function SelectField({ name, label, hint, error, ...props }: SelectFieldProps) {
  const { options, value, onChange } = props;
  const dir = useDirection();

  return (
    <Field.Root name={name} id={name} hint={hint} error={error}>
      <Field.Label>{label}</Field.Label>
      <SingleSelect dir={dir} value={value} onChange={(chosen) => onChange(String(chosen))}>
        {options.map((option) => (
          <SingleSelectOption key={option.value} value={option.value}>
            {option.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}

export function SearchInput({ id, label, value, invalid, onChange, onKeyDown }: SearchInputProps) {
  return (
    <Field.Root id={id} error={invalid}>
      <TextInput
        type="search"
        aria-label={label}
        placeholder={label}
        startAction={<Search aria-hidden fill="neutral500" />}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </Field.Root>
  );
}
