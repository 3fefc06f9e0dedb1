import { Flex, Grid, GridItem, Typography } from '../host';

/** Names and values, some beside each other. */
export function Facts({ facts }: { facts: Array<[name: string, value: string]> }) {
  return (
    <Grid tag="dl">
      {facts.map(([name, value]) => (
        <GridItem key={name} perRow={4}>
          <Flex direction="column" alignItems="start" gap={1}>
            <Typography tag="dt" variant="sigma" textColor="neutral600">
              {name}
            </Typography>
            <Typography tag="dd" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              <bdi>{value}</bdi>
            </Typography>
          </Flex>
        </GridItem>
      ))}
    </Grid>
  );
}
