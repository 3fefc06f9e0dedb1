import { CheckCircle, Flex, Information, Typography, WarningCircle } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { type Strength, strengthOf } from '../../key';

const LOOKS = {
  weak: { Icon: WarningCircle, fill: 'warning700', color: 'neutral800' },
  fair: { Icon: Information, fill: 'neutral600', color: 'neutral600' },
  strong: { Icon: CheckCircle, fill: 'success700', color: 'success700' },
} as const satisfies Record<Strength, object>;

/** Advice on a key of one's own; whoever wants a weak one may have it. */
export function KeyStrength({ archiveKey }: { archiveKey: string }) {
  const t = useTranslate();
  const strength = archiveKey === '' ? null : strengthOf(archiveKey);

  // There from the start: what appears together with its text is not announced everywhere.
  return (
    <div role="status">
      {strength && <Advice {...LOOKS[strength]} text={t(`key.strength.${strength}`)} />}
    </div>
  );
}

interface AdviceProps {
  Icon: typeof CheckCircle;
  fill: (typeof LOOKS)[Strength]['fill'];
  color: (typeof LOOKS)[Strength]['color'];
  text: string;
}

function Advice({ Icon, fill, color, text }: AdviceProps) {
  return (
    <Flex gap={2} alignItems="flex-start">
      <Flex shrink={0} paddingTop="2px">
        <Icon aria-hidden fill={fill} width="16px" height="16px" />
      </Flex>
      <Typography variant="pi" textColor={color}>
        {text}
      </Typography>
    </Flex>
  );
}
