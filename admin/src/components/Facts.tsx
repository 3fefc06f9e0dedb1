import { Flex, Grid, Typography } from '../host';

/** Names and values, some beside each other. */
export function Facts({ facts }: { facts: Array<[name: string, value: string]> }) {
  return (
    <Grid.Root tag="dl" gap={4}>
      {facts.map(([name, value]) => (
        <Grid.Item key={name} col={3} m={6} s={12} xs={12} alignItems="start">
          <Flex direction="column" alignItems="start" gap={1}>
            <Typography tag="dt" variant="sigma" textColor="neutral600">
              {name}
            </Typography>
            <Typography tag="dd" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {value}
            </Typography>
          </Flex>
        </Grid.Item>
      ))}
    </Grid.Root>
  );
}
