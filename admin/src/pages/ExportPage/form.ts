import type { ContentTypeInfo, ExportOptions } from '../../../../shared/contract';
import { DEFAULT_MAX_SIZE_JSONL, PRESETS } from '../../../../shared/contract';
import type { Selection } from '../../components/selection/selection';
import { ALL_TYPES, checkSelection, toFilter } from '../../components/selection/selection';
import { confirms } from '../../key';
import type { TranslationKey } from '../../translations/keys';

export interface ExportForm extends Selection {
  encrypt: boolean;
  key: string;
  /** The end of the key, typed again by whoever has kept it. */
  confirmation: string;
  compress: boolean;
  maxSizeJsonl: number | undefined;
  filename: string;
}

export const NEW_FORM: ExportForm = {
  included: [...PRESETS],
  types: ALL_TYPES,
  encrypt: true,
  key: '',
  confirmation: '',
  compress: true,
  maxSizeJsonl: DEFAULT_MAX_SIZE_JSONL,
  filename: '',
};

export type FormErrors = Partial<Record<keyof ExportForm, TranslationKey>>;

/** @param offered the content types that the form offers, as far as they are known */
export function validate(form: ExportForm, offered: ContentTypeInfo[]): FormErrors {
  const { encrypt, key, confirmation, maxSizeJsonl } = form;
  const errors: FormErrors = checkSelection(form, offered);
  if (encrypt && key.trim() === '') errors.key = 'export.key.missing';
  else if (encrypt && !confirms(confirmation, key)) {
    errors.confirmation = confirmation === '' ? 'export.confirm.missing' : 'export.confirm.wrong';
  }
  if (!Number.isInteger(maxSizeJsonl) || Number(maxSizeJsonl) < 1) {
    errors.maxSizeJsonl = 'export.maxSize.invalid';
  }
  return errors;
}

/** The body of the request; what says nothing is left out of it. */
export function toOptions(form: ExportForm, offered: ContentTypeInfo[]): ExportOptions {
  const filename = form.filename.trim();

  return {
    encrypt: form.encrypt,
    ...(form.encrypt && { key: form.key }),
    compress: form.compress,
    maxSizeJsonl: form.maxSizeJsonl,
    ...toFilter(form, offered),
    ...(filename && { filename }),
  };
}
