import { PERMISSIONS } from '../../../../shared/contract';
import { ApiProvider } from '../../api/provider';
import { JobGate } from '../../components/job/JobGate';
import { Stack } from '../../components/Stack';
import { StatusLine } from '../../components/job/StatusLine';
import { PageFrame, PageGuard } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ExportForm } from './ExportForm';

export default function ExportPage() {
  const t = useTranslate();

  return (
    <PageGuard permissions={[PERMISSIONS.export]}>
      <PageFrame title={t('export.title')} subtitle={t('export.subtitle')}>
        <ApiProvider>
          <Stack gap={6}>
            <StatusLine page="export" />
            <JobGate page="export">
              <ExportForm />
            </JobGate>
          </Stack>
        </ApiProvider>
      </PageFrame>
    </PageGuard>
  );
}
