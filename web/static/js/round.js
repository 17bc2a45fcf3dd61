// A polygon drawn round: arcs between the corners of its circles, at every zoom, where Leaflet would
// draw straight edges between whole pixels.

const CORNERS = 16;

export const Round = L.Polygon.extend({
  _projectLatlngs(latlngs, result, bounds) {
    if (!(latlngs[0] instanceof L.LatLng)) {
      for (const part of latlngs) this._projectLatlngs(part, result, bounds);
      return;
    }
    const origin = this._map.getPixelOrigin();
    const ring = latlngs.map((one) => this._map.project(one)._subtract(origin));
    for (const point of ring) bounds.extend(point);
    result.push(ring);
  },

  _simplifyPoints() {},

  _updatePath() {
    this._renderer._setPath(this, this._parts.map(outline).join("") || "M0 0");
  },
});

function outline(ring) {
  const edge = ring.length < CORNERS ? "L" : arc(ring);
  const [first, ...others] = ring.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`);
  return `M${first}${others.map((corner) => edge + corner).join("")}${edge}${first}z`;
}

function arc(ring) {
  const radius = (L.bounds(ring).getSize().x / 2).toFixed(2);
  const [a, b, c] = [ring[0], ring[1], ring[2]];
  const clockwise = (b.x - a.x) * (c.y - b.y) > (b.y - a.y) * (c.x - b.x);
  return `A${radius} ${radius} 0 0 ${clockwise ? 1 : 0} `;
}
