import type { ContentTypeInfo } from '../../../../shared/contract';
import { NEVER_HELD } from '../../../../shared/contract';
import { FoldedList } from '../../components/FoldedList';
import { NeverHeld } from '../../components/NeverHeld';
import { Panel } from '../../components/Panel';
import type { Selection } from '../../components/selection/selection';
import { useSelectionWords } from '../../components/selection/useSelectionWords';
import { RadioCards } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { EstimateLine } from './EstimateLine';
import type { Preset } from './preset';
import { presetOf, PRESETS, selectionOf } from './preset';

interface PresetFieldsProps {
  selection: Selection;
  offered: ContentTypeInfo[];
  onChange: (selection: Selection) => void;
}

/** What most people want to save, before all details; and what no archive holds. */
export function PresetFields({ selection, offered, onChange }: PresetFieldsProps) {
  const t = useTranslate();
  const preset = presetOf(selection);
  const { replaced: parts } = useSelectionWords(selection, offered);

  const options = PRESETS.map((value) => ({
    value: value as string,
    label: t(`export.preset.${value}`),
    hint: t(`export.preset.${value}.hint`),
  }));
  if (preset === 'custom') {
    options.push({
      value: preset,
      label: t('export.preset.custom'),
      hint: t('export.preset.custom.hint', { parts, any: parts !== '' }),
    });
  }
  return (
    <Panel title={t('export.include.title')}>
      <RadioCards
        label={t('export.include.title')}
        options={options}
        value={preset}
        onChange={(value) => value !== 'custom' && onChange(selectionOf(value as Preset))}
      />
      <EstimateLine selection={selection} offered={offered} />
      <FoldedList
        items={[
          {
            id: 'never-held',
            title: t('changes.neverHeld'),
            summary: t('changes.neverHeld.summary'),
            children: <NeverHeld codes={NEVER_HELD} hint={t('export.neverHeld.hint')} />,
          },
        ]}
      />
    </Panel>
  );
}
