// Ways by how safe they are: each state has its own pattern besides its colour. Where a busy road is
// crossed stands a sign.

const SIGN = 14;

/** Draws the features of ways or of a way's steps on a layer. */
export function drawStreets(layer, collection) {
  const lines = collection.features.filter(({ geometry }) => geometry?.type.endsWith("LineString"));
  for (const look of ["street-casing", "street-line"]) {
    for (const { geometry, properties } of lines) {
      const className = look === "street-line" ? `${look} ${look}--${properties.safety}` : look;
      L.polyline(parts(geometry), { className, interactive: false }).addTo(layer);
    }
  }
  for (const { geometry, properties } of collection.features) {
    if (geometry?.type !== "Point") continue;
    const [lon, lat] = geometry.coordinates;
    const className = `crossing-sign crossing-sign--${properties.safety}`;
    const icon = L.divIcon({ className, iconSize: [SIGN, SIGN] });
    L.marker([lat, lon], { icon, interactive: false, keyboard: false }).addTo(layer);
  }
}

function parts({ type, coordinates }) {
  const lines = type === "LineString" ? [coordinates] : coordinates;
  return lines.map((line) => line.map(([lon, lat]) => [lat, lon]));
}
