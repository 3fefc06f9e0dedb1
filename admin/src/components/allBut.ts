import type { Preset } from '../../../shared/contract';
import { PRESETS } from '../../../shared/contract';

/** The other parts of a site: the API asks what to leave out, people say what to take. */
export function allBut(chosen: readonly Preset[]): Preset[] {
  return PRESETS.filter((preset) => !chosen.includes(preset));
}
