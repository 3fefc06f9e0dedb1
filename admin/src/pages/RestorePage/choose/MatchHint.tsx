import { isWhole } from '../../../api/upload/uploads';
import { Notice } from '../../../components/Notice';
import { useFormat } from '../../../format/useFormat';
import { useTranslate } from '../../../translations/useTranslate';
import type { Match } from './useMatch';

/** Whether the chosen file is the one of which a part is on the server. */
export function MatchHint({ match }: { match: Match }) {
  const t = useTranslate();
  const format = useFormat();

  if (match.kind === 'none') return null;
  if (match.kind === 'same') {
    const { upload } = match;
    return (
      <Notice kind="info">
        {isWhole(upload)
          ? t('restore.match.whole')
          : t('restore.match.same', {
              received: format.bytes(upload.received),
              rest: format.bytes(upload.size - upload.received),
            })}
      </Notice>
    );
  }
  const { file, unfinished } = match;
  return (
    <Notice kind="warning" urgent title={t('restore.match.different.title')}>
      {t('restore.match.different', {
        count: unfinished.length,
        filename: file.name,
        names: format.list(unfinished.map((one) => one.filename)),
        what: unfinished.some((one) => one.size === file.size) ? 'content' : 'size',
      })}
    </Notice>
  );
}
