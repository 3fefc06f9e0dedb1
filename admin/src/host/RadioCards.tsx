import { Typography } from '@strapi/design-system';
import { useId } from 'react';
import styled from 'styled-components';
import type { RadioCardsProps } from './types';

const Cards = styled.div`
  display: grid;
  gap: 12px;
  grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
`;

const Card = styled.label<{ $checked: boolean }>`
  display: flex;
  gap: 12px;
  padding: 16px;
  cursor: pointer;
  border-radius: ${({ theme }) => theme.borderRadius};
  border: 1px solid
    ${({ theme, $checked }) => ($checked ? theme.colors.primary600 : theme.colors.neutral200)};
  background: ${({ theme, $checked }) =>
    $checked ? theme.colors.primary100 : theme.colors.neutral0};

  &:hover {
    border-color: ${({ theme }) => theme.colors.primary600};
  }

  &:focus-within {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;

/** A plain radio button, of which every keyboard and screen reader knows all; only its looks are the admin's. */
const Dot = styled.input`
  appearance: none;
  flex-shrink: 0;
  width: 20px;
  height: 20px;
  margin: 0;
  cursor: pointer;
  border-radius: 50%;
  border: 1px solid ${({ theme }) => theme.colors.neutral500};
  background: ${({ theme }) => theme.colors.neutral0};

  &:checked {
    border: 6px solid ${({ theme }) => theme.colors.primary600};
  }

  &:focus-visible {
    outline: none;
  }

  @media (forced-colors: active) {
    appearance: auto;
  }
`;

const Words = styled.span`
  display: flex;
  flex-direction: column;
  gap: 4px;
  min-width: 0;
`;

export function RadioCards({ label, options, value, onChange }: RadioCardsProps) {
  const name = useId();

  return (
    <Cards role="radiogroup" aria-label={label}>
      {options.map((option) => {
        const id = `${name}-${option.value}`;
        const checked = option.value === value;
        return (
          <Card key={option.value} $checked={checked}>
            <Dot
              type="radio"
              name={name}
              value={option.value}
              checked={checked}
              onChange={() => onChange(option.value)}
              aria-labelledby={id}
              aria-describedby={`${id}-hint`}
            />
            <Words>
              <Typography id={id} fontWeight="bold" textColor="neutral800">
                {option.label}
              </Typography>
              <Typography id={`${id}-hint`} variant="pi" textColor="neutral600">
                {option.hint}
              </Typography>
            </Words>
          </Card>
        );
      })}
    </Cards>
  );
}
