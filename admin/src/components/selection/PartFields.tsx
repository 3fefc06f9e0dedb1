import type { ReactNode } from 'react';
import type { Preset } from '../../../../shared/contract';
import { PRESETS } from '../../../../shared/contract';
import { Box } from '../../host';
import type { TranslationKey } from '../../translations/keys';
import { useTranslate } from '../../translations/useTranslate';
import { OptionCheckbox } from '../OptionCheckbox';
import { Stack } from '../Stack';

interface PartFieldsProps {
  included: readonly Preset[];
  /** What the archive has nothing of: to restore that part deletes it. */
  empty: readonly Preset[];
  /** Files can't come along with the content types that are chosen. */
  withoutFiles: boolean;
  onChange: (included: Preset[]) => void;
  /** Which content; stands below that part while it is included. */
  children: ReactNode;
}

/** Which parts of a site an export or a restore covers. */
export function PartFields({ included, empty, withoutFiles, onChange, children }: PartFieldsProps) {
  const t = useTranslate();

  const toggle = (preset: Preset, on: boolean) =>
    onChange(PRESETS.filter((other) => (other === preset ? on : included.includes(other))));

  const hint = (preset: Preset): TranslationKey => {
    if (preset === 'files' && withoutFiles) return 'include.files.leftOut';
    return empty.includes(preset) ? 'include.empty.hint' : `include.${preset}.hint`;
  };

  return (
    <Stack>
      {PRESETS.map((preset) => {
        const disabled = preset === 'files' && withoutFiles;
        return (
          <Stack key={preset}>
            <OptionCheckbox
              name={`include-${preset}`}
              label={t(`include.${preset}`)}
              hint={t(hint(preset))}
              warning={empty.includes(preset) && !disabled}
              disabled={disabled}
              checked={included.includes(preset) && !disabled}
              onChange={(on) => toggle(preset, on)}
            />
            {preset === 'content' && included.includes('content') && (
              <Box paddingLeft={{ initial: 0, medium: '28px' }}>{children}</Box>
            )}
          </Stack>
        );
      })}
    </Stack>
  );
}
