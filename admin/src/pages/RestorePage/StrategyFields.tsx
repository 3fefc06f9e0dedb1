import type { SchemaStrategy, VersionStrategy } from '../../../../shared/contract';
import { SCHEMA_STRATEGIES } from '../../../../shared/contract';
import type { Strategies } from '../../api/restores';
import { Field, Grid, SingleSelect, SingleSelectOption } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { BY_STRICTNESS } from './strictness';

interface StrategyFieldsProps {
  strategies: Strategies;
  onChange: (strategies: Strategies) => void;
}

export function StrategyFields({ strategies, onChange }: StrategyFieldsProps) {
  const t = useTranslate();
  const { versionStrategy, schemaStrategy } = strategies;

  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={12} xs={12} m={12} alignItems="stretch" direction="column">
        <Field.Root
          name="versionStrategy"
          id="versionStrategy"
          hint={t(`versionStrategy.${versionStrategy}.hint`)}
        >
          <Field.Label>{t('versionStrategy.label')}</Field.Label>
          <SingleSelect
            value={versionStrategy}
            onChange={(value) =>
              onChange({ ...strategies, versionStrategy: value as VersionStrategy })
            }
          >
            {BY_STRICTNESS.map((strategy) => (
              <SingleSelectOption key={strategy} value={strategy}>
                {t(`versionStrategy.${strategy}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Hint />
        </Field.Root>
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} m={12} alignItems="stretch" direction="column">
        <Field.Root
          name="schemaStrategy"
          id="schemaStrategy"
          hint={t(`schemaStrategy.${schemaStrategy}.hint`)}
        >
          <Field.Label>{t('schemaStrategy.label')}</Field.Label>
          <SingleSelect
            value={schemaStrategy}
            onChange={(value) =>
              onChange({ ...strategies, schemaStrategy: value as SchemaStrategy })
            }
          >
            {SCHEMA_STRATEGIES.map((strategy) => (
              <SingleSelectOption key={strategy} value={strategy}>
                {t(`schemaStrategy.${strategy}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Hint />
        </Field.Root>
      </Grid.Item>
    </Grid.Root>
  );
}
