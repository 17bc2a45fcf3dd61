// Markers that would hide one another are pushed apart, the same way each time.

const ROUNDS = 120;
const SETTLE = 50;
const MOST_PAIRS = 12e6; // no map waits for its markers
const PULL_HOME = 0.06;

/**
 * New positions for points `{x, y}` so that their centres keep `apart` pixels from one another and
 * from the fixed `obstacles` `{x, y, apart}`; each is drawn back towards where it belongs.
 */
export function spread(points, apart, obstacles = []) {
  const moved = points.map(({ x, y }, n) => ({ x: x + nudge(n), y: y + nudge(n + 7) }));
  const rounds = Math.min(ROUNDS, Math.floor(MOST_PAIRS / points.length ** 2));
  for (let round = 0; round < rounds; round += 1) {
    const last = round > rounds - SETTLE;
    if (!last) moved.forEach((one, n) => pull(one, points[n]));
    let touching = false;
    for (let a = 0; a < moved.length; a += 1) {
      for (let b = a + 1; b < moved.length; b += 1) {
        touching = push(moved[a], moved[b], apart, 0.5) || touching;
      }
      for (const obstacle of obstacles) {
        touching = push(obstacle, moved[a], obstacle.apart, 1) || touching;
      }
    }
    if (!touching && last) break;
  }
  return moved.map((one, n) => (near(one, points[n]) ? points[n] : one));
}

function push(one, other, apart, share) {
  const dx = other.x - one.x;
  const dy = other.y - one.y;
  const distance = Math.hypot(dx, dy);
  if (distance >= apart) return false;
  const [ux, uy] = distance > 0.01 ? [dx / distance, dy / distance] : [0.6, 0.8];
  const step = apart - distance;
  other.x += ux * step * share;
  other.y += uy * step * share;
  if (share < 1) {
    one.x -= ux * step * share;
    one.y -= uy * step * share;
  }
  return true;
}

function pull(one, home) {
  one.x += (home.x - one.x) * PULL_HOME;
  one.y += (home.y - one.y) * PULL_HOME;
}

const near = (one, home) => Math.hypot(one.x - home.x, one.y - home.y) < 3;

/** A fixed, tiny difference, so that two points in one place part in different directions. */
const nudge = (n) => (((n * 2654435761) % 1000) / 1000 - 0.5) * 0.5;
