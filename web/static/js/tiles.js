// A picture of the map that the server was too busy to draw is asked for again.

const AFTER_MS = 2000;
const TIMES = 4;

export function askAgain(map) {
  map.eachLayer((layer) => {
    if (layer instanceof L.TileLayer) layer.on("tileerror", later);
  });
}

function later({ tile, coords, target }) {
  const times = Number(tile.dataset.asked ?? 1);
  if (times > TIMES) return;
  tile.dataset.asked = times + 1;
  setTimeout(() => {
    if (tile.isConnected) tile.src = target.getTileUrl(coords);
  }, AFTER_MS * times);
}
