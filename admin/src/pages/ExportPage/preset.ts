import type { Preset as Part } from '../../../../shared/contract';
import { PRESETS as PARTS } from '../../../../shared/contract';
import type { Selection } from '../../components/selection/selection';
import { ALL_TYPES, isNarrowed } from '../../components/selection/selection';

/** What most people want, in one word. */
export const PRESETS = ['everything', 'withoutFiles', 'onlyContent'] as const;
export type Preset = (typeof PRESETS)[number];

const PARTS_OF: Record<Preset, Part[]> = {
  everything: [...PARTS],
  withoutFiles: ['content', 'config'],
  onlyContent: ['content'],
};

export const selectionOf = (preset: Preset): Selection => ({
  included: PARTS_OF[preset],
  types: ALL_TYPES,
});

/** `custom`: what is chosen in detail is none of them. */
export function presetOf(selection: Selection): Preset | 'custom' {
  if (isNarrowed(selection)) return 'custom';
  const { included } = selection;
  const isSame = (parts: Part[]) =>
    PARTS.every((part) => parts.includes(part) === included.includes(part));
  return PRESETS.find((preset) => isSame(PARTS_OF[preset])) ?? 'custom';
}
