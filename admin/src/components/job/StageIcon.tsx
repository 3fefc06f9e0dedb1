import type { StageState } from '../../../../shared/contract';
import { Box, CheckCircle, CrossCircle, Flex, Minus, Spinner } from '../../host';

export function StageIcon({ state }: { state: StageState }) {
  return (
    <Flex width="1.6rem" height="1.6rem" shrink={0} justifyContent="center" aria-hidden>
      {icon(state)}
    </Flex>
  );
}

function icon(state: StageState) {
  switch (state) {
    case 'running':
      return <Spinner />;
    case 'done':
      return <CheckCircle fill="success600" width="1.6rem" height="1.6rem" />;
    case 'failed':
      return <CrossCircle fill="danger600" width="1.6rem" height="1.6rem" />;
    case 'skipped':
      return <Minus fill="neutral500" width="1.2rem" height="1.2rem" />;
    case 'waiting':
      return <Box width="0.8rem" height="0.8rem" borderRadius="50%" background="neutral300" />;
  }
}
