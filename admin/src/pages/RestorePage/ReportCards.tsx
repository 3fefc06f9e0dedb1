import type { Report, ReportWarning } from '../../../../shared/contract';
import { Notice } from '../../components/Notice';
import { Stack } from '../../components/Stack';
import { useFormat } from '../../format/useFormat';
import { Box, Typography } from '../../host';
import type { TranslationKey } from '../../translations/keys';
import { useTranslate } from '../../translations/useTranslate';
import type { Card } from './cards';
import { cardsOf } from './cards';
import { versionWords } from './changes/versionWords';

/** What to know before a restore, and what is as it should be: a card each, the most important first. */
export function ReportCards({ report }: { report: Report }) {
  const t = useTranslate();
  const cards = cardsOf(report);
  const warnings = cards.filter(({ level }) => level === 'warning');
  const fine = cards.filter(({ level }) => level === 'success');

  return (
    <>
      <CardGroup title={t('report.warnings', { count: warnings.length })} cards={warnings} />
      <CardGroup title={t('report.fine')} cards={fine} />
    </>
  );
}

/** Its title says in words what the colours and icons of its cards say. */
function CardGroup({ title, cards }: { title: string; cards: Card[] }) {
  if (cards.length === 0) return null;

  return (
    <Stack gap={2}>
      <Typography tag="h3" fontWeight="bold" textColor="neutral800">
        {title}
      </Typography>
      <CardGrid cards={cards} />
    </Stack>
  );
}

/** As many beside each other as there is room for. */
function CardGrid({ cards }: { cards: Card[] }) {
  const t = useTranslate();
  const say = useCardWords();

  return (
    <Box
      tag="ul"
      style={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
        gap: '12px',
      }}
    >
      {cards.map((card, index) => (
        <Notice key={index} tag="li" kind={card.level} title={t(titleOf(card))}>
          {say(card)}
        </Notice>
      ))}
    </Box>
  );
}

/** What a card is about, by the names that the rest of the report has for it. */
const TITLES = {
  emptied: 'changes.content',
  filesDeleted: 'changes.files',
  schemas: 'stage.schemas',
  sameSchemas: 'stage.schemas',
  versions: 'archive.version',
  enoughDisk: 'changes.disk',
} as const satisfies Record<Exclude<Card['about'], 'warning'>, TranslationKey>;

const WARNING_TITLES = {
  archiveOld: 'card.age',
  archiveNewer: 'archive.version',
  versionUnknown: 'archive.version',
  filesMissing: 'changes.files',
  typesUnknown: 'stage.schemas',
  pluginsMissing: 'changes.versions',
  diskLow: 'changes.disk',
  safetyCopyTooLarge: 'changes.disk',
} as const satisfies Record<ReportWarning['code'], TranslationKey>;

const titleOf = (card: Card): TranslationKey =>
  card.about === 'warning' ? WARNING_TITLES[card.warning.code] : TITLES[card.about];

function useCardWords() {
  const t = useTranslate();
  const sayWarning = useWarningWords();

  return (card: Card): string => {
    switch (card.about) {
      case 'warning':
        return sayWarning(card.warning);
      case 'versions':
        return versionWords(t, card.archive, card.site);
      case 'schemas':
        return t('changes.schemas.summary', { count: card.count });
      case 'emptied':
      case 'filesDeleted':
        return t(`card.${card.about}`, { count: card.count });
      case 'sameSchemas':
        return t('card.sameSchemas');
      case 'enoughDisk':
        return t('changes.disk.enough');
    }
  };
}

function useWarningWords() {
  const t = useTranslate();
  const format = useFormat();

  return (warning: ReportWarning): string => {
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
}
