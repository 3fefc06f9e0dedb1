import { PERMISSIONS } from '../../../../shared/contract';
import { ApiProvider } from '../../api/provider';
import { JobGate } from '../../components/job/JobGate';
import { StatusLine } from '../../components/job/StatusLine';
import { Stack } from '../../components/Stack';
import { PageFrame, PageGuard } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { Histories } from './Histories';

export default function HistoryPage() {
  const t = useTranslate();

  return (
    <PageGuard permissions={Object.values(PERMISSIONS)}>
      <PageFrame title={t('history.title')} subtitle={t('history.subtitle')}>
        <ApiProvider>
          <Stack gap={6}>
            <StatusLine page="history" />
            <JobGate page="history">{({ recent }) => <Histories jobs={recent} />}</JobGate>
          </Stack>
        </ApiProvider>
      </PageFrame>
    </PageGuard>
  );
}
