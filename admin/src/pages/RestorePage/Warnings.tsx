import type { ReportWarning } from '../../../../shared/contract';
import { BulletList } from '../../components/BulletList';
import { Notice } from '../../components/Notice';
import { useFormat } from '../../format/useFormat';
import { useTranslate } from '../../translations/useTranslate';

/** What is worth knowing before a restore that may start. */
export function Warnings({ warnings }: { warnings: ReportWarning[] }) {
  const t = useTranslate();
  const format = useFormat();
  if (warnings.length === 0) return null;

  const say = (warning: ReportWarning): string => {
    switch (warning.code) {
      case 'diskLow':
      case 'safetyCopyTooLarge':
        return t(`warning.${warning.code}`, {
          needed: format.bytes(warning.needed),
          free: format.bytes(warning.free),
        });
      case 'pluginsMissing':
        return t('warning.pluginsMissing', { names: format.list(warning.names) });
      default:
        return t(`warning.${warning.code}`, { ...warning });
    }
  };

  return (
    <Notice kind="warning" title={t('report.warnings', { count: warnings.length })}>
      <BulletList items={warnings.map(say)} />
    </Notice>
  );
}
