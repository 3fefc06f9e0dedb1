import type { ExportForm, FormErrors } from './form';

/** What every group of fields of the form gets. */
export interface FieldsProps {
  form: ExportForm;
  errors: FormErrors;
  onChange: (changes: Partial<ExportForm>) => void;
}
