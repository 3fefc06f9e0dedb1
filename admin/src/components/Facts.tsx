import { Box, Flex, Typography } from '../host';

/** Names and values, as many beside each other as there is room for. */
export function Facts({ facts }: { facts: Array<[name: string, value: string]> }) {
  return (
    <Box
      tag="dl"
      style={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 180px), 1fr))',
        gap: '16px',
      }}
    >
      {facts.map(([name, value]) => (
        <Flex key={name} direction="column" alignItems="start" gap={1}>
          <Typography tag="dt" variant="sigma" textColor="neutral600">
            {name}
          </Typography>
          <Typography tag="dd" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            <bdi>{value}</bdi>
          </Typography>
        </Flex>
      ))}
    </Box>
  );
}
