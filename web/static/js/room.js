// How much room markers have, and what they make room for.

const APART = { least: 24, most: 34 };
const HOME_APART = 40;
const LABEL_APART = 26;

/** How far markers can stand from one another without leaving where they belong. */
export function room(points) {
  const box = L.bounds(points.map(({ x, y }) => [x, y]));
  const { x, y } = points.length ? box.getSize() : { x: 0, y: 0 };
  const share = Math.sqrt((x * y * 0.7) / Math.max(1, points.length));
  return Math.max(APART.least, Math.min(APART.most, share));
}

/** The home's sign and the labels: what markers make room for. */
export function obstacles(map, home) {
  const middle = map.latLngToLayerPoint(home);
  const taken = [{ x: middle.x, y: middle.y, apart: HOME_APART }];
  for (const label of map.getPane("labels")?.children ?? []) {
    const { x, y } = L.DomUtil.getPosition(label);
    const half = label.firstChild.offsetWidth / 2 - 8;
    for (const dx of [-half, -half / 3, half / 3, half])
      taken.push({ x: x + dx, y, apart: LABEL_APART });
  }
  return taken;
}
