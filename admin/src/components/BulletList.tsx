import { Box, Typography } from '../host';

export function BulletList({ items }: { items: string[] }) {
  return (
    <Box tag="ul" paddingLeft={5}>
      {items.map((item, index) => (
        <Typography
          key={index}
          tag="li"
          textColor="neutral800"
          style={{ listStyle: 'disc', overflowWrap: 'anywhere' }}
        >
          <bdi>{item}</bdi>
        </Typography>
      ))}
    </Box>
  );
}
