import type { Preset } from '../../../shared/contract';
import { PRESETS } from '../../../shared/contract';
import { useTranslate } from '../translations/useTranslate';
import { OptionCheckbox } from './OptionCheckbox';
import { Stack } from './Stack';

interface IncludeFieldsProps {
  included: readonly Preset[];
  /** What the archive has nothing of: to restore that part deletes it. */
  empty?: readonly Preset[];
  onChange: (included: Preset[]) => void;
}

/** Which parts of a site an export or a restore covers. */
export function IncludeFields({ included, empty = [], onChange }: IncludeFieldsProps) {
  const t = useTranslate();

  const toggle = (preset: Preset, on: boolean) =>
    onChange(PRESETS.filter((other) => (other === preset ? on : included.includes(other))));

  return (
    <Stack>
      {PRESETS.map((preset) => (
        <OptionCheckbox
          key={preset}
          name={`include-${preset}`}
          label={t(`include.${preset}`)}
          hint={t(empty.includes(preset) ? 'include.empty.hint' : `include.${preset}.hint`)}
          warning={empty.includes(preset)}
          checked={included.includes(preset)}
          onChange={(on) => toggle(preset, on)}
        />
      ))}
    </Stack>
  );
}
