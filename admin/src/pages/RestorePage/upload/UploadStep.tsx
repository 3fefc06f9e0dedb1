import { useState } from 'react';
import type { UploadView } from '../../../api/upload/run';
import { isWhole, keyProblemOf } from '../../../api/upload/uploads';
import { Panel } from '../../../components/Panel';
import { Button, Flex, useLeaveGuard } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';
import { Checking } from './Checking';
import { FoundNotice } from './FoundNotice';
import { KeyForm } from './KeyForm';
import { LeaveDialog } from './LeaveDialog';
import { Sending } from './Sending';
import { ServerTrouble } from './ServerTrouble';

interface UploadStepProps {
  view: UploadView;
  onPause: () => void;
  onResume: () => void;
  onCancel: () => void;
  onKey: (key: string) => void;
  onTryAgain: () => void;
}

/** An archive on its way: what is still to be sent of it, and what the server finds in it meanwhile. */
export function UploadStep({ view, ...on }: UploadStepProps) {
  const t = useTranslate();
  const { filename, line, status, serverFailure } = view;
  const [typedKey, setTypedKey] = useState('');
  const isSending = line !== null && line !== 'sent' && !(status && isWhole(status));
  const guard = useLeaveGuard(isSending);
  const keyProblem = status && keyProblemOf(status);
  const waits = keyProblem ? 'upload.title.key' : 'upload.title.checking';

  return (
    <Panel
      title={t(isSending ? 'upload.title' : waits, { filename })}
      hint={t(isSending ? 'upload.stay' : 'upload.mayLeave')}
    >
      {keyProblem && (
        <KeyForm
          problem={keyProblem}
          failure={view.keyFailure}
          typed={typedKey}
          onType={setTypedKey}
          onKey={on.onKey}
        />
      )}
      {serverFailure && <ServerTrouble failure={serverFailure} onTryAgain={on.onTryAgain} />}
      {isSending && !serverFailure && <Sending view={view} />}
      {!isSending && !keyProblem && !serverFailure && <Checking view={view} />}
      <Flex gap={3} wrap="wrap">
        {/* First: it is there all the time, the others come and go. */}
        <Button variant="danger-light" size="L" onClick={on.onCancel}>
          {t(line === null ? 'upload.cancel.check' : 'upload.cancel')}
        </Button>
        {isSending && line !== 'paused' && !serverFailure && (
          <Button variant="tertiary" size="L" onClick={on.onPause}>
            {t('upload.pause')}
          </Button>
        )}
        {line === 'paused' && !serverFailure && (
          <Button size="L" onClick={on.onResume}>
            {t('upload.resume')}
          </Button>
        )}
      </Flex>
      {/* Below all else, which it would push away when it comes. */}
      {status?.found && <FoundNotice found={status.found} />}
      {guard.pending && <LeaveDialog onLeave={guard.leave} onStay={guard.stay} />}
    </Panel>
  );
}
