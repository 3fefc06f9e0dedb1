import type { StageProgress } from '../../../../shared/contract';
import { Box, Flex, ProgressBar, Typography, VisuallyHidden } from '../../host';
import type { TranslationKey } from '../../translations/keys';
import { useTranslate } from '../../translations/useTranslate';
import { fraction } from './fraction';
import { StageIcon } from './StageIcon';
import { useStageText } from './useStageText';

export function StageRow({ stage }: { stage: StageProgress }) {
  const t = useTranslate();
  const describe = useStageText();

  const name = t(`stage.${stage.name}`);
  const state = t(stateKey(stage));
  const running = stage.state === 'running';
  const done = fraction(stage);

  return (
    <Box tag="li">
      <Flex gap={3} alignItems="center">
        <StageIcon state={stage.state} />
        <Typography
          fontWeight={running ? 'bold' : undefined}
          textColor={stage.state === 'waiting' ? 'neutral600' : 'neutral800'}
        >
          {name}
          <VisuallyHidden>{` (${state})`}</VisuallyHidden>
        </Typography>
        <Box flex="1" />
        <Typography variant="pi" textColor="neutral600">
          {stage.state === 'skipped' ? state : describe(stage)}
        </Typography>
      </Flex>
      {running && done !== null && (
        <Box paddingTop={2} paddingLeft={7}>
          <ProgressBar label={name} value={done} />
        </Box>
      )}
    </Box>
  );
}

/** A restore changes no content types; the report has compared them. */
function stateKey({ name, state }: StageProgress): TranslationKey {
  return name === 'schemas' && state === 'skipped'
    ? 'stage.schemas.skipped'
    : `stage.state.${state}`;
}
