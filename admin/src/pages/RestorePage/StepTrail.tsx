import { Box, CheckCircle, Flex, Typography, VisuallyHidden } from '../../host';
import { useFormat } from '../../format/useFormat';
import { useTranslate } from '../../translations/useTranslate';

const STEPS = ['choose', 'report', 'confirm'] as const;
export type Step = (typeof STEPS)[number];

/** The three steps of a restore, and at which of them one is. */
export function StepTrail({ current }: { current: Step }) {
  const t = useTranslate();
  const at = STEPS.indexOf(current);

  return (
    <Flex tag="ol" aria-label={t('steps.label')} wrap="wrap" gap={3} alignItems="stretch">
      {STEPS.map((step, index) => (
        <Item
          key={step}
          number={index + 1}
          name={t(`steps.${step}`)}
          isCurrent={index === at}
          isDone={index < at}
        />
      ))}
    </Flex>
  );
}

interface ItemProps {
  number: number;
  name: string;
  isCurrent: boolean;
  isDone: boolean;
}

function Item({ number, name, isCurrent, isDone }: ItemProps) {
  const t = useTranslate();

  return (
    <Box
      tag="li"
      aria-current={isCurrent ? 'step' : undefined}
      // Beside each other where there is room, else one below the other.
      flex="1 1 200px"
      paddingTop={2}
      borderStyle="solid"
      borderWidth="3px 0 0 0"
      borderColor={isCurrent || isDone ? 'primary600' : 'neutral300'}
    >
      <Flex gap={2} alignItems="center">
        {isDone ? (
          <CheckCircle aria-hidden fill="primary600" width="24px" height="24px" />
        ) : (
          <NumberDisc number={number} isCurrent={isCurrent} />
        )}
        <Typography
          fontWeight={isCurrent ? 'bold' : undefined}
          textColor={isCurrent ? 'neutral800' : 'neutral600'}
        >
          {name}
          {isDone && <VisuallyHidden>{` (${t('stage.state.done')})`}</VisuallyHidden>}
        </Typography>
      </Flex>
    </Box>
  );
}

function NumberDisc({ number, isCurrent }: Pick<ItemProps, 'number' | 'isCurrent'>) {
  const format = useFormat();

  return (
    <Flex
      width="24px"
      height="24px"
      shrink={0}
      justifyContent="center"
      alignItems="center"
      borderRadius="50%"
      background={isCurrent ? 'primary600' : 'neutral150'}
    >
      <Typography variant="pi" fontWeight="bold" textColor={isCurrent ? 'neutral0' : 'neutral600'}>
        {format.count(number)}
      </Typography>
    </Flex>
  );
}
