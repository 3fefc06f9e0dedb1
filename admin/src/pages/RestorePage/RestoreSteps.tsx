import { useState } from 'react';
import { useStagedUpload } from '../../api/shared';
import { useOpenUploads } from '../../api/upload/openUploads';
import type { Source } from '../../api/upload/run';
import { useUpload } from '../../api/upload/useUpload';
import { Stack } from '../../components/Stack';
import type { Choice } from './choose/ChooseStep';
import { ChooseStep, NO_CHOICE } from './choose/ChooseStep';
import { OpenUploads } from './choose/OpenUploads';
import { ReviewStep } from './ReviewStep';
import { StepTrail } from './StepTrail';
import { UploadStep } from './upload/UploadStep';

/** Choose, upload, review; what comes after that is a job, and the page shows it instead. */
export function RestoreSteps() {
  const [staged] = useStagedUpload();
  const [choice, setChoice] = useState<Choice>(NO_CHOICE);
  const { state, start, ...upload } = useUpload();

  const go = async (source: Source) => {
    // Kept after a failure, so that nobody has to search for the file twice.
    if (await start(source)) setChoice(NO_CHOICE);
  };

  if (staged) return <ReviewStep key={staged.id} upload={staged} />;
  if (state.view) {
    return (
      <Stack gap={6}>
        <StepTrail current="choose" />
        <UploadStep
          view={state.view}
          onPause={upload.pause}
          onResume={upload.resume}
          onCancel={upload.cancel}
          onKey={upload.giveKey}
          onTryAgain={upload.tryAgain}
        />
      </Stack>
    );
  }
  return <Choosing choice={choice} failure={state.failure} onChange={setChoice} onStart={go} />;
}

interface ChoosingProps extends Pick<Parameters<typeof ChooseStep>[0], 'choice' | 'failure'> {
  onChange: (choice: Choice) => void;
  onStart: (source: Source) => Promise<void>;
}

function Choosing({ choice, failure, onChange, onStart }: ChoosingProps) {
  const { data: open = [] } = useOpenUploads();

  const submit = () => {
    const { file, serverFile, key } = choice;
    if (file) void onStart({ file, key });
    else if (serverFile) void onStart({ serverFile, key });
  };
  return (
    <Stack gap={6}>
      <StepTrail current="choose" />
      <OpenUploads uploads={open} onContinue={(status) => void onStart({ status })} />
      <ChooseStep
        choice={choice}
        open={open}
        failure={failure}
        onChange={onChange}
        onSubmit={submit}
      />
    </Stack>
  );
}
