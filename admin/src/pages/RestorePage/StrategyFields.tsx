import type { SchemaStrategy, VersionStrategy } from '../../../../shared/contract';
import { SCHEMA_STRATEGIES } from '../../../../shared/contract';
import type { Strategies } from '../../api/strategies';
import { Grid, GridItem, SelectField } from '../../host';
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
    <Grid>
      <GridItem perRow={2}>
        <SelectField
          name="versionStrategy"
          label={t('versionStrategy.label')}
          hint={t(`versionStrategy.${versionStrategy}.hint`)}
          options={BY_STRICTNESS.map((value) => ({ value, label: t(`versionStrategy.${value}`) }))}
          value={versionStrategy}
          onChange={(value) =>
            onChange({ ...strategies, versionStrategy: value as VersionStrategy })
          }
        />
      </GridItem>
      <GridItem perRow={2}>
        <SelectField
          name="schemaStrategy"
          label={t('schemaStrategy.label')}
          hint={t(`schemaStrategy.${schemaStrategy}.hint`)}
          options={SCHEMA_STRATEGIES.map((value) => ({
            value,
            label: t(`schemaStrategy.${value}`),
          }))}
          value={schemaStrategy}
          onChange={(value) => onChange({ ...strategies, schemaStrategy: value as SchemaStrategy })}
        />
      </GridItem>
    </Grid>
  );
}
