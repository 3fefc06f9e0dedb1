import type { ContentTypeInfo } from '../../../../shared/contract';
import { useLastExport } from '../../api/jobs';
import { useSiteFiles } from '../../api/siteFiles';
import type { Selection } from '../../components/selection/selection';
import { useFormat } from '../../format/useFormat';
import { Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { estimate } from './estimate';

interface EstimateLineProps {
  selection: Selection;
  offered: ContentTypeInfo[];
}

/** How much would be saved, and how long it may take. Nothing while the server has not told. */
export function EstimateLine({ selection, offered }: EstimateLineProps) {
  const t = useTranslate();
  const format = useFormat();
  const { data: files } = useSiteFiles();
  const lastExport = useLastExport();

  return (
    <Typography role="status" tag="p" textColor="neutral600" style={{ minHeight: '20px' }}>
      {files && offered.length > 0 && text()}
    </Typography>
  );

  function text(): string {
    const found = estimate(selection, {
      types: offered,
      files: files ?? { count: 0, bytes: 0 },
      last: lastExport,
    });
    const what = [
      found.entries > 0 && t('progress.entities', { count: found.entries }),
      found.files.count > 0 &&
        t('export.estimate.files', {
          count: found.files.count,
          size: format.bytes(found.files.bytes),
        }),
    ].filter((part) => part !== false);
    if (what.length === 0) return '';

    const size = t('export.estimate.size', { what: format.list(what) });
    return found.seconds === null
      ? size
      : t('text.sentences', {
          first: size,
          second: t('export.estimate.time', { duration: format.duration(found.seconds) }),
        });
  }
}
