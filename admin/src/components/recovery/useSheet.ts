import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { useFormat } from '../../format/useFormat';
import { useBackend } from '../../host';
import { directionOf } from '../../translations/direction';
import { useTranslate } from '../../translations/useTranslate';
import { importCommand } from './importCommand';
import { sheetHtml } from './sheetHtml';

/** What of an archive a recovery sheet is for. */
export interface SheetOf {
  archiveKey: string;
  /** Before the export nobody knows it, unless it was chosen. */
  filename?: string;
  sha256?: string;
}

/** Makes the recovery sheet of an archive: its key, and how to restore it with and without this plugin. */
export function useSheet() {
  const t = useTranslate();
  const format = useFormat();
  const { locale } = useIntl();
  const { url } = useBackend();

  return useCallback(
    ({ archiveKey, filename, sha256 }: SheetOf) => {
      const now = new Date();
      const site = new URL(url || '/', window.location.href);
      const address = site.href.replace(/\/$/, '');
      const html = sheetHtml({
        lang: locale,
        dir: directionOf(locale),
        title: t('sheet.title', { site: site.host }),
        intro: t('sheet.intro'),
        keyLabel: t('export.key.label'),
        key: archiveKey,
        facts: [
          [t('sheet.site'), address],
          [t('sheet.date'), format.dateTime(now.toISOString())],
          [t('sheet.file'), filename ?? null],
          ...(sha256 ? [[t('sheet.sha256'), sha256] satisfies [string, string]] : []),
        ],
        parts: [
          {
            title: t('sheet.with.title'),
            steps: [t('sheet.with.open'), t('sheet.with.choose'), t('sheet.with.confirm')],
          },
          {
            title: t('sheet.without.title'),
            steps: [t('sheet.without.place'), t('sheet.without.run')],
            command: importCommand(filename ?? t('sheet.file.example'), archiveKey),
          },
        ],
        warning: t('sheet.warning'),
      });
      const host = site.host.replace(/[^\w.-]+/g, '-');
      // As the server names the archive.
      const [day, time] = now.toISOString().split('T');
      const minute = time!.slice(0, 5).replace(':', '');
      return { html, name: `recovery-sheet_${host}_${day}_${minute}.html` };
    },
    [t, format, locale, url],
  );
}
