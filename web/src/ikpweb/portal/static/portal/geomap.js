// The geographic map: shapes of a file coloured as the page says, read by pointer, finger and arrow keys.
"use strict";

for (const box of document.querySelectorAll("[data-geomap]")) {
  const told = JSON.parse(document.getElementById(box.dataset.geomap).textContent);
  const read = document.getElementById(box.dataset.read);
  const words = box.dataset, token = (name) => getComputedStyle(box).getPropertyValue(name).trim();
  const ink = token("--ink"), quiet = "#9aa6b0", paper = token("--paper");
  const fills = { "tone-2": "--tone-2", "tone-3": "--tone-3", "tone-5": "--tone-5", "tone-6": "--tone-6", tinggi: "--tinggi", sedang: "--sedang", rendah: "--rendah", s1: "--step-1", s2: "--step-2", s3: "--step-3", s4: "--step-4", s5: "--step-5" };
  const dark = new Set(["tinggi", "tone-6", "s4", "s5"]);

  // What is not published is hatched, so that it is never taken for a light colour.
  const hatch = (() => {
    const tile = document.createElement("canvas"), size = 6;
    tile.width = tile.height = size;
    const pen = tile.getContext("2d");
    pen.fillStyle = paper; pen.fillRect(0, 0, size, size);
    pen.strokeStyle = token("--line"); pen.lineWidth = 1.2;
    for (const shift of [-size, 0, size]) { pen.beginPath(); pen.moveTo(shift, size); pen.lineTo(shift + size, 0); pen.stroke(); }
    return pen.createPattern(tile, "repeat");
  })();

  // The canvas writes the mark of the category into each shape that has room for it: colour is never alone.
  const Marked = L.Canvas.extend({
    _fillStroke(pen, layer) {
      L.Canvas.prototype._fillStroke.call(this, pen, layer);
      const { mark, point, bright, ringed } = layer.options;
      // The border of the unit that is read has two colours: one of them is seen on every fill, and on the sea.
      if (ringed) { pen.globalAlpha = 1; pen.lineWidth = 1.2; pen.strokeStyle = paper; pen.stroke(); }
      if (!mark || !layer._pxBounds) return;
      const size = layer._pxBounds.getSize();
      if (Math.min(size.x, size.y) < 16) return;
      const at = map.latLngToLayerPoint(point);
      pen.globalAlpha = 1; pen.fillStyle = bright ? "#fff" : ink; pen.font = "11px sans-serif";
      pen.textAlign = "center"; pen.textBaseline = "middle"; pen.fillText(mark, at.x, at.y);
    },
  });

  const [west, south, east, north] = told.bounds, frame = L.latLngBounds([south, west], [north, east]);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    renderer: new Marked({ padding: 0.3 }), attributionControl: false, zoomControl: false, keyboard: false, zoomSnap: 0.1,
    maxZoom: 10, maxBounds: frame.pad(0.15), maxBoundsViscosity: 0.8, scrollWheelZoom: false, zoomAnimation: !still,
    inertia: !still, fadeAnimation: false, bounceAtZoomLimits: false,
  });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  const fit = () => {
    map.setMinZoom(0);
    map.fitBounds(frame, { animate: false, padding: [4, 4] });
    map.setMinZoom(map.getZoom());
  };
  fit();
  // The wheel scrolls the page until a reader has turned to the map.
  box.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  box.addEventListener("focusout", () => map.scrollWheelZoom.disable());

  const layers = new Map();
  let chosen = null;
  const style = (look) => ({
    color: look === "none" ? quiet : paper, weight: 0.7,
    fillColor: fills[look] ? token(fills[look]) : hatch, fillOpacity: 1, opacity: 1, ringed: false,
  });
  const profile = (code) => told.profile.replace("/0/", `/${code}/`);
  const choose = (code) => {
    if (code === chosen) return;
    if (chosen) layers.get(chosen).setStyle(style(told.units[chosen][0]));
    chosen = code;
    layers.get(code).setStyle({ color: ink, weight: 4, ringed: true }).bringToFront();
    const link = document.createElement("a");
    link.href = profile(code);
    link.textContent = words.open;
    read.replaceChildren(`${told.units[code][2]} `, link);
  };

  // After a touch browsers pretend that a mouse moved there; that is no hovering.
  let finger = false;
  for (const kind of ["pointerdown", "pointermove"]) {
    box.addEventListener(kind, (event) => { finger = event.pointerType === "touch"; }, { capture: true, passive: true });
  }
  const add = (feature, layer) => {
    const code = feature.properties.code, unit = told.units[code];
    Object.assign(layer.options, { mark: unit[1], point: [unit[4], unit[3]], bright: dark.has(unit[0]) });
    layers.set(code, layer);
    layer.on("mouseover", () => { if (!finger) choose(code); });
    // A finger has no way to hover: the first touch reads, the second opens.
    layer.on("click", () => { if (finger && chosen !== code) choose(code); else location.assign(profile(code)); });
  };

  // Arrow keys walk to the nearest unit in their direction; Enter opens, plus and minus zoom.
  const walk = (step) => {
    const codes = [...layers.keys()];
    if (!chosen) return codes[0];
    const [x, y] = told.units[chosen].slice(3);
    let best = null, least = Infinity;
    for (const code of codes) {
      const [u, v] = told.units[code].slice(3), along = (u - x) * step[0] + (v - y) * step[1];
      if (code === chosen || along <= 0) continue;
      const far = along + 3 * (Math.abs((u - x) * step[1]) + Math.abs((v - y) * step[0]));
      if (far < least) { least = far; best = code; }
    }
    return best;
  };
  box.addEventListener("keydown", (event) => {
    if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
    if (step && layers.size) {
      const code = walk(step);
      if (code) {
        choose(code);
        const at = [told.units[code][4], told.units[code][3]];
        if (!map.getBounds().contains(at)) map.panTo(at, { animate: !still });
      }
    } else if (event.key === "Enter" && chosen) location.assign(profile(chosen));
    else if (event.key === "+" || event.key === "=") map.zoomIn();
    else if (event.key === "-") map.zoomOut();
    else return;
    event.preventDefault();
  });

  let width = box.clientWidth;
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    map.invalidateSize({ animate: false });
    fit();
  }).observe(box);

  fetch(told.shapes)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then((shapes) => {
      L.geoJSON(shapes, {
        filter: (feature) => feature.properties.code in told.units,
        style: (feature) => style(told.units[feature.properties.code][0]),
        onEachFeature: add,
      }).addTo(map);
      box.dataset.ready = "";
    })
    .catch(() => { read.textContent = words.broken; });
}
