import type { StageState } from '../../../../shared/contract';
import { Box, CheckCircle, CrossCircle, Flex, Minus, Spinner } from '../../host';

export function StageIcon({ state }: { state: StageState }) {
  return (
    <Flex width="16px" height="16px" shrink={0} justifyContent="center" aria-hidden>
      {icon(state)}
    </Flex>
  );
}

function icon(state: StageState) {
  switch (state) {
    case 'running':
      return <Spinner />;
    case 'done':
      return <CheckCircle fill="success600" width="16px" height="16px" />;
    case 'failed':
      return <CrossCircle fill="danger600" width="16px" height="16px" />;
    case 'skipped':
      return <Minus fill="neutral500" width="12px" height="12px" />;
    case 'waiting':
      return <Box width="8px" height="8px" borderRadius="50%" background="neutral300" />;
  }
}
