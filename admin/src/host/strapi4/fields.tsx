import {
  Box,
  Field,
  FieldAction,
  FieldError,
  FieldHint,
  FieldInput,
  FieldLabel,
  Flex,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { useDirection } from '../../translations/useDirection';
import type {
  NumberFieldProps,
  SearchInputProps,
  SelectFieldProps,
  TextFieldProps,
} from '../types';
import { Search } from './icons';

export function TextField({ name, label, hint, error, required, ...props }: TextFieldProps) {
  const { onChange, maxWidth, action, beside, ...input } = props;

  return (
    <Field name={name} id={name} hint={hint} error={error} required={required} width="100%">
      <Flex direction="column" alignItems="stretch" gap={1}>
        <FieldLabel>{label}</FieldLabel>
        <Flex gap={2} wrap="wrap" alignItems="stretch">
          <Box flex="1 1 320px" maxWidth={maxWidth}>
            <FieldInput
              {...input}
              readOnly={!onChange}
              onChange={(event) => onChange?.(event.target.value)}
              endAction={
                action && (
                  <FieldAction label={action.label} onClick={action.onClick}>
                    {action.icon}
                  </FieldAction>
                )
              }
            />
          </Box>
          {beside}
        </Flex>
        <FieldError />
        <FieldHint />
      </Flex>
    </Field>
  );
}

export function NumberField({ name, label, hint, error, ...props }: NumberFieldProps) {
  const { value, onChange, maxWidth } = props;

  return (
    <Field name={name} id={name} hint={hint} error={error}>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <FieldLabel>{label}</FieldLabel>
        <Box maxWidth={maxWidth}>
          {/* A field of its own, whose words would be no wider than the input. */}
          <NumberInput
            name={name}
            id={name}
            error={error !== undefined}
            aria-describedby={error || hint ? `${name}-${error ? 'error' : 'hint'}` : undefined}
            value={value}
            onValueChange={onChange}
            step={1}
          />
        </Box>
        <FieldError />
        <FieldHint />
      </Flex>
    </Field>
  );
}

export function SelectField({ name, label, hint, error, ...props }: SelectFieldProps) {
  const { options, value, onChange } = props;
  const dir = useDirection();

  return (
    <SingleSelect
      name={name}
      id={name}
      label={label}
      hint={hint}
      error={error}
      dir={dir}
      value={value}
      onChange={onChange}
    >
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
}

export function SearchInput({ id, label, value, invalid, onChange, onKeyDown }: SearchInputProps) {
  return (
    <Field id={id} error={invalid}>
      <FieldInput
        type="search"
        aria-label={label}
        placeholder={label}
        startAction={<Search aria-hidden fill="neutral500" width="12px" height="12px" />}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </Field>
  );
}
