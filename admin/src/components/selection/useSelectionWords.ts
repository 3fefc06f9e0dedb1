import type { ContentTypeInfo, Preset } from '../../../../shared/contract';
import { allBut } from '../allBut';
import type { Selection } from './selection';
import { isNarrowed, movedParts, selected } from './selection';
import { useTypeNames } from './useTypeNames';
import { useFormat } from '../../format/useFormat';
import { useTranslate } from '../../translations/useTranslate';

/** What is exported or replaced and what is left alone, each as part of a sentence. */
export function useSelectionWords(selection: Selection, offered: ContentTypeInfo[]) {
  const t = useTranslate();
  const format = useFormat();
  const names = useTypeNames();

  const { mode } = selection.types;
  const moved = movedParts(selection, offered);
  const part = (preset: Preset) => t(`confirm.part.${preset}`);
  if (!isNarrowed(selection) || mode === 'all') {
    return {
      replaced: format.list(moved.map(part)),
      left: format.list(allBut(moved).map(part)),
    };
  }

  const chosen = selected(selection.types, offered);
  const types = names(chosen);
  const isNone = mode === 'only' && chosen.length === 0;
  return {
    replaced: format.list(
      moved
        .filter((one) => one !== 'content' || !isNone)
        .map((one) => (one === 'content' ? t(`confirm.types.${mode}`, { types }) : part(one))),
    ),
    left: format.list([t(`confirm.rest.${mode}`, { types }), ...allBut(moved).map(part)]),
  };
}
