/** Joins a list two by two, so that what comes of it is as shallow as can be. @param items at least one */
export function inHalves<Item>(items: Item[], join: (left: Item, right: Item) => Item): Item {
  if (items.length === 1) return items[0]!;
  const middle = items.length >> 1;
  return join(inHalves(items.slice(0, middle), join), inHalves(items.slice(middle), join));
}
