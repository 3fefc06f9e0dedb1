import { Button, Download, File } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { printHtml, saveHtml } from './hand';
import type { SheetOf } from './useSheet';
import { useSheet } from './useSheet';

interface SheetButtonsProps extends SheetOf {
  disabled?: boolean;
}

/** The recovery sheet, as a file and on paper. */
export function SheetButtons({ disabled = false, ...of }: SheetButtonsProps) {
  const t = useTranslate();
  const makeSheet = useSheet();

  const save = () => {
    const { name, html } = makeSheet(of);
    saveHtml(name, html);
  };
  return (
    <>
      <Button
        variant="tertiary"
        size="L"
        startIcon={<Download />}
        disabled={disabled}
        onClick={save}
      >
        {t('sheet.download')}
      </Button>
      <Button
        variant="tertiary"
        size="L"
        startIcon={<File />}
        disabled={disabled}
        onClick={() => printHtml(makeSheet(of).html)}
      >
        {t('sheet.print')}
      </Button>
    </>
  );
}
