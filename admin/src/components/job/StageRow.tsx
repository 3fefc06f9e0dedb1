import type { StageProgress } from '../../../../shared/contract';
import { Box, Flex, ProgressBar, Typography, VisuallyHidden } from '../../host';
import type { TranslationKey } from '../../translations/keys';
import { useTranslate } from '../../translations/useTranslate';
import { fraction } from './fraction';
import { StageIcon } from './StageIcon';
import { useStageText } from './useStageText';

/** All rows' figures begin in one place, and stay there while they grow. */
const NAME_WIDTH = 'min(160px, 45%)';
/** The bar and what is above it, in pixels. */
const BAR_PLACE = 14;

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
          style={{ flex: `0 0 ${NAME_WIDTH}` }}
        >
          {name}
          <VisuallyHidden>{` (${state})`}</VisuallyHidden>
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {stage.state === 'skipped' ? state : describe(stage)}
        </Typography>
      </Flex>
      {/* Its place is kept: when one stage ends and the next begins, nothing moves. */}
      <Box paddingTop={2} paddingLeft={7} style={{ minHeight: BAR_PLACE }}>
        {running && done !== null && <ProgressBar label={name} value={done} />}
      </Box>
    </Box>
  );
}

/** A restore changes no content types; the report has compared them. */
function stateKey({ name, state }: StageProgress): TranslationKey {
  return name === 'schemas' && state === 'skipped'
    ? 'stage.schemas.skipped'
    : `stage.state.${state}`;
}
