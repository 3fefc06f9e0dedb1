import type { ExportOptions, Preset } from '../../../../shared/contract';
import { DEFAULT_MAX_SIZE_JSONL, PRESETS } from '../../../../shared/contract';
import { allBut } from '../../components/allBut';
import type { TranslationKey } from '../../translations/keys';

export interface ExportForm {
  included: Preset[];
  encrypt: boolean;
  key: string;
  compress: boolean;
  maxSizeJsonl: number | undefined;
  filename: string;
}

export const NEW_FORM: ExportForm = {
  included: [...PRESETS],
  encrypt: true,
  key: '',
  compress: true,
  maxSizeJsonl: DEFAULT_MAX_SIZE_JSONL,
  filename: '',
};

export type FormErrors = Partial<Record<keyof ExportForm, TranslationKey>>;

export function validate({ included, encrypt, key, maxSizeJsonl }: ExportForm): FormErrors {
  const errors: FormErrors = {};
  if (included.length === 0) errors.included = 'select.none';
  if (encrypt && key.trim() === '') errors.key = 'export.key.missing';
  if (!Number.isInteger(maxSizeJsonl) || Number(maxSizeJsonl) < 1) {
    errors.maxSizeJsonl = 'export.maxSize.invalid';
  }
  return errors;
}

/** The body of the request; what says nothing is left out of it. */
export function toOptions(form: ExportForm): ExportOptions {
  const exclude = allBut(form.included);
  const filename = form.filename.trim();

  return {
    encrypt: form.encrypt,
    ...(form.encrypt && { key: form.key }),
    compress: form.compress,
    maxSizeJsonl: form.maxSizeJsonl,
    ...(exclude.length > 0 && { exclude }),
    ...(filename && { filename }),
  };
}
