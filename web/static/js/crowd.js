// Where there is no room for all signs, some keep theirs and the others are dots where they belong.

const SIGN_APART = 32;

/**
 * Which of the points `{x, y}` keep their whole sign: the rare kinds before the common, then the
 * near before the far, none within reach of another's or of an obstacle `{x, y, apart}`.
 */
export function signed(points, kinds, obstacles) {
  const count = new Map();
  for (const kind of kinds) count.set(kind, (count.get(kind) ?? 0) + 1);
  const order = points.map((_, n) => n);
  order.sort((a, b) => count.get(kinds[a]) - count.get(kinds[b]) || a - b);
  const taken = [...obstacles];
  const kept = new Set();
  for (const n of order) {
    const { x, y } = points[n];
    if (taken.some((one) => Math.hypot(one.x - x, one.y - y) < one.apart)) continue;
    kept.add(n);
    taken.push({ x, y, apart: SIGN_APART });
  }
  return kept;
}
