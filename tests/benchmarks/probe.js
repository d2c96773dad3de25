// In every measured page: when does it show what is wanted? A look in every animation frame, stamped once that
// frame has been painted (a timer set in it). Times are milliseconds since the epoch, the same for page and frame.
if (window.top === window) {
  const now = () => performance.timeOrigin + performance.now();
  const frame = () => document.querySelector('iframe[src*="streamlit_folium"]')?.contentWindow;
  const text = (selector) => document.querySelector(selector)?.textContent ?? "";

  // "r,g,b" of what the map's canvases show at a point, the first that shows anything; "" for nothing.
  const colour = (win, [lat, lng]) => {
    const box = win.map.getContainer().getBoundingClientRect();
    const point = win.map.latLngToContainerPoint([lat, lng]);
    for (const canvas of win.document.querySelectorAll(".leaflet-pane canvas")) {
      const rect = canvas.getBoundingClientRect();
      const x = Math.round(((box.left + point.x - rect.left) * canvas.width) / rect.width);
      const y = Math.round(((box.top + point.y - rect.top) * canvas.height) / rect.height);
      if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) continue;
      const [r, g, b, a] = canvas.getContext("2d").getImageData(x, y, 1, 1).data;
      if (a) return [r, g, b, a].join();
    }
    return "";
  };

  // Places that markers stand for: a cluster for as many as its number says.
  const standing = (win) => {
    let sum = 0;
    for (const marker of win.document.querySelectorAll(".wk-marker")) {
      const count = marker.querySelector(".wk-count")?.textContent ?? "1";
      sum += Number(count.replaceAll(".", ""));
    }
    return sum;
  };

  const CHECKS = {
    tally: (win, wanted) => text(".wk-tally").startsWith(wanted),
    first: (win, wanted) => text(".wk-list .wk-name") === wanted,
    legend: (win, wanted) => text(".st-key-legenda h2").startsWith(wanted),
    detail: (win, wanted) => text(".st-key-gebied-detail h2") === wanted,
    nodetail: () => !document.querySelector(".st-key-gebied-detail"),
    scope: (win, wanted) => win.wijkkaart.status.ready && win.wijkkaart.status.scope === wanted,
    title: (win, wanted) => win.wijkkaart.status.ready && win.wijkkaart.status.title === wanted,
    places: (win, wanted) => win.wijkkaart.status.ready && win.wijkkaart.status.places === wanted,
    standing: (win, wanted) => standing(win) === wanted,
    tiles: (win) => win.wijkkaart.status.tiles.wanted > 0 && win.wijkkaart.status.ready,
    colours: (win, wanted) => wanted.every(([lat, lng, seen]) => colour(win, [lat, lng]).startsWith(seen)),
    sidebar: (win, wanted) => new RegExp(wanted).test(text('[data-testid="stSidebar"]')),
    other: (win, wanted) => text('[data-testid="stSidebar"]').match(/[\d.]+ s op/)?.[0] !== wanted,
    markers: (win, wanted) => {
      let count = 0;
      win.map.eachLayer((layer) => (count += layer instanceof win.L.Marker ? 1 : 0));
      return count === wanted;
    },
    drawn: (win, wanted) => wanted.every((point) => colour(win, point) !== ""),
  };

  const right = (name, value) => {
    try {
      return CHECKS[name](frame(), value);
    } catch {
      return false; // in the middle of being made or replaced
    }
  };
  const missing = (wanted) => Object.keys(wanted).filter((name) => !right(name, wanted[name]));
  const done = (wanted) => Boolean(frame()?.map) && Object.entries(wanted).every(([name, value]) => right(name, value));
  const seen = (wanted) =>
    new Promise((resolve) => {
      const look = () => (done(wanted) ? setTimeout(() => resolve(now())) : requestAnimationFrame(look));
      look();
    });

  const bench = { took: null, done, missing, colours: (points) => points.map((point) => colour(frame(), point)) };

  // Measure from the next click, in the page or in the map's frame.
  bench.arm = (wanted, inMap) => {
    bench.took = null;
    if (done(wanted)) throw new Error(`already there: ${JSON.stringify(wanted)}`);
    const target = inMap ? frame() : window;
    const start = () => {
      const from = now();
      seen(wanted).then((at) => (bench.took = at - from));
    };
    target.addEventListener("click", start, { capture: true, once: true });
  };

  // Somebody who clicks, looks, thinks a while and clicks again; gives the times.
  bench.person = async (steps, times, pause) => {
    const found = [];
    for (let k = 0; k < times; k++) {
      await new Promise((resolve) => setTimeout(resolve, pause[0] + Math.random() * (pause[1] - pause[0])));
      const { selector, name, wanted } = steps[k % steps.length];
      const node = [...document.querySelectorAll(selector)].find((one) => one.innerText.trim().endsWith(name));
      const from = now();
      node.click();
      found.push((await seen(wanted)) - from);
    }
    return found;
  };

  // The page is opened to see something: from the start of the navigation.
  if (window.wanted) seen(window.wanted).then((at) => (bench.took = at - performance.timeOrigin));
  window.bench = bench;
}
